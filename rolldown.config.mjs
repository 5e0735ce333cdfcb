// Builds dist/: the program as split CommonJS chunks, one dynamic import a command, and the library as one ES module.
// Run by `npm ci` (prepare), `npm run build` and, where dist/ is missing, by bin/stsctl.cjs.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A name that no source uses. */
const NOTHING = "$nothing";

/**
 * Has every `{ ...object, more }` begin with the properties of nothing. V8 of Node 20 gives each object that such an
 * expression adds a property to a hidden class of its own when the object comes first (DECISIONS.md, 23).
 */
export const SPREADS = {
  name: "spreads",
  async renderChunk(code) {
    const { parseSync, Visitor } = await import("rolldown/utils");
    const places = [];
    const spreads = new Visitor({
      ObjectExpression({ properties }) {
        if (properties.length > 1 && properties[0].type === "SpreadElement") places.push(properties[0].start);
      },
    });
    spreads.visit(parseSync("chunk.js", code).program);
    if (places.length === 0) return null;
    const starts = [0, ...places.sort((a, b) => a - b)];
    const parts = starts.map((start, index) => code.slice(start, starts[index + 1]));
    return { code: `const ${NOTHING} = {};\n${parts.join(`...${NOTHING}, `)}`, map: null };
  },
};

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

/** Commands whose chunks get a code cache, and whose verbs a pack: those that people and CI run most. */
const WARM_UPS = [
  ["apply", "-f", "webserver.yaml"],
  ["get", "sts,pods,pvc,svc"],
  ["lint", "webserver.yaml"],
  ["lint", "mysql.yaml"],
  ["plan", "scale", "webserver", "--replicas=2"],
  ["dns", "lookup", "webserver-0.webserver"],
];

/** Runs the program once for each of them, on the sample manifests; gives the chunks that each verb has loaded. */
function warmUp() {
  const folder = mkdtempSync(join(tmpdir(), "stsctl-warm-up-"));
  const notes = join(folder, "notes.json");
  const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = {
    ...process.env,
    STSCTL_STATE: join(folder, "state.json"),
    STSCTL_WARM_UP: notes,
  };
  const loaded = new Map();
  for (const argv of WARM_UPS) {
    spawnSync(process.execPath, [here("bin/stsctl.cjs"), ...argv], {
      cwd: here("fixtures/manifests"),
      env,
      stdio: "ignore",
    });
    loaded.set(argv[0], [...(loaded.get(argv[0]) ?? []), ...JSON.parse(readFileSync(notes, "utf8"))]);
  }
  rmSync(folder, { recursive: true, force: true });
  return loaded;
}

/** Puts the chunks that a verb loads into one file. */
function pack([verb, names]) {
  const parts = [...new Set(names)].map((name) => `"${name}":${readFileSync(here(`dist/${name}`), "latin1")}`);
  writeFileSync(here(`dist/${verb}.pack.cjs`), `({${parts.join(",\n")}})`);
}

/** A chunk's export that could still change; ours cannot (no source exports a `let`). */
const LIVE =
  /Object\.defineProperty\(exports,["'`]([\w$]+)["'`],\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)/g;

/**
 * Chunks as the launcher takes them: functions, so that it need not copy them into one; in ASCII, which V8 keeps in half
 * the memory and Node reads in less time; with exports that are plain properties, which are made and read sooner.
 */
const CHUNKS = {
  name: "chunks",
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk") continue;
      const ascii = chunk.code
        .replace(LIVE, "exports.$1=$2")
        .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
      chunk.code = `(function (exports, require, module) {${ascii}\n})`;
    }
  },
};

async function build() {
  // A tarball or a production install brings dist/ along and has nothing to build with.
  if (!existsSync(here("src")) || !existsSync(here("node_modules/rolldown"))) return;
  const { rolldown } = await import("rolldown");
  rmSync(DRAFT, { recursive: true, force: true });
  if (existsSync(here("schemas/compile.mjs"))) await (await import("./schemas/compile.mjs")).compile();
  const common = { platform: "node", tsconfig: here("tsconfig.json"), transform: { target: "node20" } };
  const program = await rolldown({
    ...common,
    plugins: [SPREADS, CHUNKS],
    input: { stsctl: here("src/cli/main.ts") },
  });
  await program.write({
    dir: DRAFT,
    format: "cjs",
    minify: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
  });
  if (existsSync(here("src/index.ts"))) {
    const library = await rolldown({ ...common, plugins: [SPREADS], input: { index: here("src/index.ts") } });
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
  if (!existsSync(here("fixtures/manifests"))) return;
  for (const loaded of warmUp()) pack(loaded);
  warmUp();
}

if (import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) await build();
