// Builds dist/: the program as split CommonJS chunks, one dynamic import a command, and the library as one ES module.
// Run by `npm ci` (prepare), `npm run build` and, where dist/ is missing, by bin/stsctl.cjs.
import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

async function build() {
  // A tarball or a production install brings dist/ along and has nothing to build with.
  if (!existsSync(here("src")) || !existsSync(here("node_modules/rolldown"))) return;
  const { rolldown } = await import("rolldown");
  rmSync(here("dist"), { recursive: true, force: true });
  if (existsSync(here("schemas/compile.mjs"))) await (await import("./schemas/compile.mjs")).compile();
  const common = { platform: "node", tsconfig: here("tsconfig.json"), transform: { target: "node20" } };
  const program = await rolldown({ ...common, input: { stsctl: here("src/cli/main.ts") } });
  await program.write({
    dir: here("dist"),
    format: "cjs",
    minify: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
  });
  if (existsSync(here("src/index.ts"))) {
    const library = await rolldown({ ...common, input: { index: here("src/index.ts") } });
    await library.write({
      dir: here("dist"),
      format: "esm",
      entryFileNames: "[name].mjs",
      chunkFileNames: "[name]-[hash].mjs",
    });
  }
}

await build();
