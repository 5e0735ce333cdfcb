import { describe, expect, it } from "vitest";

interface Plugin {
  renderChunk(code: string): Promise<{ readonly code: string } | null>;
}

const CONFIGURATION: string = "../rolldown.config.mjs";
const { SPREADS } = (await import(CONFIGURATION)) as { readonly SPREADS: Plugin };

const LIST = [1, 2, 3];
const MAP = new Map([["a", 1]]);

/** Expressions as sources have them, each over `list`, `set`, `map` and `object`. */
const EXPRESSIONS = [
  "[...list, 4]",
  "[...list, 4, 5,]",
  "[...[...list, 4], [...set, 5]]",
  "[...set, 4]",
  "[...map, 4]",
  '[..."text", 4]',
  "[...(list ?? set), 4]",
  "[...(object.a ? list : set), 4]",
  "[...list, ...set, 4]",
  "[0, ...list]",
  "[...list]",
  "list.flatMap((item) => [item, [item]])",
  "list.flatMap((item, index, all) => (index === 1 ? [] : item + all.length))",
  "[...list, 4].flatMap((item) => [...set, item])",
  "(object.missing ?? list).flatMap(\n  (item) => item,\n)",
  "list\n  .map((item) => [item])\n  .flatMap((item) => item)",
  "object.flatMap((item) => item)",
  "object.missing?.flatMap((item) => item)",
  "list.flatMap(function (item) { return this.add + item; }, { add: 1 })",
  "({ ...object, added: [...list, { ...object, more: 1 }] })",
] as const;

/** What an expression gives, as written and as the build has it. */
async function bothWays(expression: string): Promise<readonly [unknown, unknown]> {
  const object = { a: 1, flatMap: (make: (item: string) => string) => `own ${make("method")}` };
  const value = (code: string): unknown =>
    // oxlint-disable-next-line no-implied-eval -- compiled code is what is looked at
    new Function("list", "set", "map", "object", code)(LIST, new Set(LIST), MAP, object) as unknown;
  const code = `return ${expression};`;
  const compiled = await SPREADS.renderChunk(`function written(list, set, map, object) { ${code} }`);
  const source = compiled === null ? code : `${compiled.code}; return written(list, set, map, object);`;
  return [value(code), value(source)];
}

describe("code that the build rewrites for V8", () => {
  it.each(EXPRESSIONS)("means the same: %s", async (expression) => {
    const [written, compiled] = await bothWays(expression);
    expect(JSON.stringify(compiled)).toBe(JSON.stringify(written));
  });

  it("is rewritten at all", async () => {
    const compiled = await SPREADS.renderChunk("export const all = [...list.flatMap(make), 1];");
    expect(compiled?.code).toContain("$after($flatMap(list, make), 1)");
  });
});
