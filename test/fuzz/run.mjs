// npm run fuzz -- NAME [ARGS…]: bundles test/fuzz/NAME.ts and runs it in a process of its own.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [name, ...args] = process.argv.slice(2);
const source = here(`./${name ?? ""}.ts`);
if (name === undefined || !existsSync(source)) {
  const names = readdirSync(here(".")).flatMap((file) => /^([a-z]+)\.ts$/.exec(file)?.[1] ?? []);
  process.stderr.write(`usage: npm run fuzz -- ${names.join("|")} [ARGS]\n`);
  process.exit(2);
}
const out = here("../../node_modules/.cache/stsctl-fuzz");
mkdirSync(out, { recursive: true });
const bundle = await rolldown({ input: { [name]: source }, platform: "node", tsconfig: here("../../tsconfig.json") });
await bundle.write({ dir: out, format: "esm", entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" });
const run = spawnSync(process.execPath, [`${out}/${name}.mjs`, ...args], { stdio: "inherit" });
process.exit(run.status ?? 1);
