// Builds dist/: the program as split CommonJS chunks, one dynamic import a command, and the library as one ES module.
// Run by `npm ci` (prepare), `npm run build` and, where dist/ is missing, by bin/stsctl.cjs.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Where a build grows; it takes the place of dist/ when it is whole. */
const DRAFT = here("node_modules/.cache/stsctl-dist");

/** Writes the declarations of the library: those of its entry and of the files whose types that one names. */
async function declare(file, done = new Set()) {
  if (done.has(file)) return;
  done.add(file);
  const { isolatedDeclarationSync } = await import("rolldown/experimental");
  const { code } = isolatedDeclarationSync(file, readFileSync(here(file), "utf8"));
  const out = join(DRAFT, `types/${file.replace(/\.ts$/, ".d.ts")}`);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, code.replace(/(from "\.[^"]*)\.ts"/g, '$1.js"'));
  for (const [, name] of code.matchAll(/from "(\.[^"]*)"/g)) await declare(join(dirname(file), name), done);
}

async function build() {
  // A tarball or a production install brings dist/ along and has nothing to build with.
  if (!existsSync(here("src")) || !existsSync(here("node_modules/rolldown"))) return;
  const { rolldown } = await import("rolldown");
  rmSync(DRAFT, { recursive: true, force: true });
  if (existsSync(here("schemas/compile.mjs"))) await (await import("./schemas/compile.mjs")).compile();
  const common = { platform: "node", tsconfig: here("tsconfig.json"), transform: { target: "node20" } };
  const program = await rolldown({ ...common, input: { stsctl: here("src/cli/main.ts") } });
  await program.write({
    dir: DRAFT,
    format: "cjs",
    minify: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
  });
  if (existsSync(here("src/index.ts"))) {
    const library = await rolldown({ ...common, input: { index: here("src/index.ts") } });
    await library.write({
      dir: DRAFT,
      format: "esm",
      entryFileNames: "[name].mjs",
      chunkFileNames: "[name]-[hash].mjs",
    });
    await declare("src/index.ts");
  }
  rmSync(here("dist"), { recursive: true, force: true });
  renameSync(DRAFT, here("dist"));
}

await build();
