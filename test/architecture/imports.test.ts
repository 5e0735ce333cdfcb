import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "../../src");

/** Rows of folders, from the top. A folder imports from rows below its own: not from a neighbour, never from above. */
const ROWS: readonly (readonly string[])[] = [
  ["cli", "index.ts"],
  ["serve", "print"],
  ["plan"],
  ["sim", "lint"],
  ["controllers", "dns", "rollout", "backend"],
  ["cluster", "manifest"],
  ["api"],
  ["base"],
];

/** Where each package may be imported, so that swapping it is a change of one folder. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  commander: ["cli"],
  ora: ["cli"],
  chalk: ["cli", "print"],
  ajv: ["api"],
};

/** The folders that touch files, sockets, terminals, real time or the process. */
const DOORS = new Set(["cli", "serve", "backend"]);

/** What a folder may not load, and why. */
const SEALED: readonly { readonly from: string; readonly not: readonly string[]; readonly why: string }[] = [
  { from: "lint", not: ["cluster", "sim", "controllers", "rollout"], why: "lint needs neither cluster nor simulator" },
];

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isTypeOnly: boolean;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;"']*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)import\s+["']([^"']+)["']/g;

function importsOf(file: string): readonly Import[] {
  return [...readFileSync(file, "utf8").matchAll(IMPORT)].map((match) => ({
    file,
    target: match[2] ?? match[3] ?? match[4] ?? "",
    isTypeOnly: match[1] !== undefined,
  }));
}

const imports = filesIn(SRC).flatMap(importsOf);

function folderOf(path: string): string {
  return relative(SRC, path).split("/")[0] ?? "";
}

function rowOf(folder: string): number {
  return ROWS.findIndex((row) => row.includes(folder));
}

const inner = imports
  .filter(({ target }) => target.startsWith("."))
  .map((one) => ({ ...one, from: folderOf(one.file), to: folderOf(resolve(dirname(one.file), one.target)) }))
  .filter(({ to }) => !to.startsWith(".."));

function named({ file, target }: Import): string {
  return `${relative(SRC, file)} imports ${target}`;
}

/** A circle of files that import each other, types and late imports included; undefined where there is none. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const cleared = new Set<string>();
  const walk = (file: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (cleared.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const circle = walk(next, [...way, file]);
      if (circle !== undefined) return circle;
    }
    cleared.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const circle = walk(file, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

describe("the import rules", () => {
  it("know every folder of src", () => {
    const folders = readdirSync(SRC).filter((name) => !name.endsWith(".md"));
    expect(folders.filter((folder) => rowOf(folder) < 0)).toEqual([]);
  });

  it("let a folder import only from the rows below it", () => {
    const wrong = inner.filter(({ from, to }) => from !== to && rowOf(to) <= rowOf(from));
    expect(wrong.map(named)).toEqual([]);
  });

  it.each(SEALED)("keep $not out of $from: $why", ({ from, not }) => {
    const wrong = inner.filter((one) => one.from === from && not.includes(one.to) && !one.isTypeOnly);
    expect(wrong.map(named)).toEqual([]);
  });

  it("let no files import each other in a circle", () => {
    const graph = new Map<string, string[]>();
    for (const { file, target } of imports) {
      if (!target.startsWith(".")) continue;
      graph.set(file, [...(graph.get(file) ?? []), resolve(dirname(file), target)]);
    }
    expect(circleIn(graph)?.map((file) => relative(SRC, file))).toBeUndefined();
  });

  it("keep each package in its folders", () => {
    const wrong = imports.filter(({ file, target }) => {
      const name = target.startsWith("@") ? target.split("/").slice(0, 2).join("/") : (target.split("/")[0] ?? "");
      if (target.startsWith(".") || target.startsWith("node:")) return false;
      return PACKAGES[name]?.includes(folderOf(file)) !== true;
    });
    expect(wrong.map(named)).toEqual([]);
  });

  it("keep Node's own modules behind the doors", () => {
    const wrong = imports.filter(({ file, target }) => target.startsWith("node:") && !DOORS.has(folderOf(file)));
    expect(wrong.map(named)).toEqual([]);
  });

  it("let no controller import another", () => {
    const controllers = inner.filter(({ from, to }) => from === "controllers" && to === "controllers");
    const wrong = controllers.filter(({ file, target }) => {
      const own = relative(join(SRC, "controllers"), file).split("/")[0];
      const other = relative(join(SRC, "controllers"), resolve(dirname(file), target)).split("/");
      return other.length > 1 && other[0] !== own;
    });
    expect(wrong.map(named)).toEqual([]);
  });
});
