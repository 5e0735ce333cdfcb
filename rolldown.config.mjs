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

/** What compiled code uses in place of expressions that V8 of Node 20 is slow at, under names that no source has. */
const IN_PLACE = {
  $nothing: "{}",
  $after: `(list, ...more) => {
    if (!Array.isArray(list)) return [...list, ...more];
    const longer = new Array(list.length + more.length);
    for (let at = 0; at < list.length; at++) longer[at] = list[at];
    for (let at = 0; at < more.length; at++) longer[list.length + at] = more[at];
    return longer;
  }`,
  $flatMap: `(list, make) => {
    if (!Array.isArray(list)) return list.flatMap(make);
    const made = [];
    for (let at = 0; at < list.length; at++) {
      const part = make(list[at], at, list);
      if (Array.isArray(part)) for (let from = 0; from < part.length; from++) made.push(part[from]);
      else made.push(part);
    }
    return made;
  }`,
};

/** A text put in the place of what stands from one offset to another. */
function rewritten(code, edits) {
  edits.sort(([start, end], [otherStart, otherEnd]) => start - otherStart || end - otherEnd);
  let done = 0;
  let text = "";
  for (const [start, end, insert] of edits) {
    text += code.slice(done, start) + insert;
    done = end;
  }
  return text + code.slice(done);
}

/**
 * Has compiled code say what V8 of Node 20 is fast at (DECISIONS.md, 23 and 42). Every `{ ...object, more }` begins with
 * the properties of nothing; `[...list, more]` and `list.flatMap(make)` are loops.
 */
export const SPREADS = {
  name: "spreads",
  async renderChunk(code) {
    const { parseSync, Visitor } = await import("rolldown/utils");
    const edits = [];
    const spreads = new Visitor({
      ObjectExpression({ properties: [first, ...more] }) {
        if (first?.type === "SpreadElement" && more.length > 0) edits.push([first.start, first.start, "...$nothing, "]);
      },
      ArrayExpression({ start, end, elements: [first, ...more] }) {
        if (first?.type !== "SpreadElement" || more.length === 0) return;
        if (more.some((element) => element === null || element.type === "SpreadElement")) return;
        edits.push([start, first.argument.start, "$after("], [end - 1, end, ")"]);
      },
      CallExpression({ start, callee, optional, arguments: { length } }) {
        if (callee.type !== "MemberExpression" || callee.computed || callee.property.name !== "flatMap") return;
        if (optional || callee.optional || length !== 1) return;
        const dot = code.lastIndexOf(".", callee.property.start);
        edits.push([start, start, "$flatMap("], [dot, code.indexOf("(", callee.property.end) + 1, ", "]);
      },
    });
    spreads.visit(parseSync("chunk.js", code).program);
    if (edits.length === 0) return null;
    const prelude = Object.entries(IN_PLACE).map(([name, value]) => `const ${name} = ${value};\n`);
    return { code: prelude.join("") + rewritten(code, edits), map: null };
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
  ["apply", "-f", "store.yaml"],
  ["get", "sts,pods,pvc,svc"],
  ["lint", "store.yaml"],
  ["plan", "scale", "store", "--replicas=2"],
  ["dns", "lookup", "store-0.store"],
];

/**
 * Runs the program once for each of them, on a set that has what most sets have: functions that it does not need are
 * compiled when they are. Gives the chunks that each verb has loaded.
 */
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
      cwd: here("fixtures/warm-up"),
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
  if (!existsSync(here("fixtures/warm-up"))) return;
  for (const loaded of warmUp()) pack(loaded);
  warmUp();
}

if (import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) await build();
