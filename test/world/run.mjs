// npm run worlds -- [--count N] [--seed N] [--path PATH] [--mishaps N]: bundles test/world/many.ts and runs it.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../../node_modules/.cache/stsctl-worlds");
mkdirSync(out, { recursive: true });
const bundle = await rolldown({ input: here("./many.ts"), platform: "node", tsconfig: here("../../tsconfig.json") });
await bundle.write({ dir: out, format: "esm", entryFileNames: "many.mjs", chunkFileNames: "[name]-[hash].mjs" });
const { NODE_EXTRA_CA_CERTS: _unused, ...env } = process.env;
const run = spawnSync(process.execPath, [`${out}/many.mjs`, ...process.argv.slice(2)], { stdio: "inherit", env });
process.exit(run.status ?? 1);
