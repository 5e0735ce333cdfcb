// npm run bench -- NAME [ARGS…]: bundles test/bench/NAME.ts and runs it in a process of its own.
// With --from FOLDER as the first argument, test/FOLDER/NAME.ts: npm run fuzz, npm run worlds.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { SPREADS } from "../../rolldown.config.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const words = process.argv.slice(2);
const folder = words[0] === "--from" ? words.splice(0, 2)[1] : "bench";
/** What runs when no name is given. */
const usual = { fuzz: "lint", world: "many" }[folder];
const name = words[0]?.startsWith("-") === false || usual === undefined ? words.shift() : usual;
const args = words;
const source = here(`../${folder}/${name ?? ""}.ts`);
if (name === undefined || !existsSync(source)) {
  const files = readdirSync(here(`../${folder}`)).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  console.error(`usage: npm run bench -- ${files.map((file) => file.slice(0, -3)).join("|")} [ARGS]`);
  process.exit(2);
}
const out = here("../../node_modules/.cache/stsctl-bench");
mkdirSync(out, { recursive: true });
const bundle = await rolldown({
  external: [],
  input: { [name]: source },
  platform: "node",
  plugins: [SPREADS],
  tsconfig: here("../../tsconfig.json"),
});
await bundle.write({ dir: out, format: "esm", entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" });
// Certificates from the environment cost Node 20 some 40 ms at every start.
const { NODE_EXTRA_CA_CERTS: extra, ...env } = process.env;
console.log(
  `node ${process.version}, ${extra === undefined ? "no extra CA certificates" : "NODE_EXTRA_CA_CERTS left out"}`,
);
const run = spawnSync(process.execPath, ["--expose-gc", `${out}/${name}.mjs`, ...args], { stdio: "inherit", env });
process.exit(run.status ?? 1);
