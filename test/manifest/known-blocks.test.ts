import { describe, expect, test } from "vitest";
import { isShared } from "../../src/base/shared.ts";
import { readPlainBlocks } from "../../src/manifest/fast-block.ts";

function read(text: string): Record<string, unknown> {
  const value = readPlainBlocks(text);
  if (value === undefined) throw new Error(`not read: ${text}`);
  return value;
}

describe("equal blocks", () => {
  test("become one object, marked as shared with all that it holds", () => {
    const ports = "ports:\n  - name: seen-twice\n    port: 80\n";
    const first = read(`a: 1\n${ports}`);
    expect(isShared(first["ports"] as object)).toBe(false);
    const second = read(`b: 2\n# about ports\n${ports}`);
    expect(second["ports"]).toBe(first["ports"]);
    expect(isShared(second["ports"] as object)).toBe(true);
    expect(isShared((second["ports"] as object[])[0] ?? {})).toBe(true);
  });

  test("of other columns are others: there the same lines may mean something else", () => {
    const lines = "x:\n     q: column\n";
    expect(read(`a:\n  ${lines}`)).toEqual({ a: { x: { q: "column" } } });
    expect(readPlainBlocks(`a:\n     ${lines}`)).toEqual({ a: { x: null, q: "column" } });
  });

  test("end where the next member begins, whatever comments and empty lines stand between", () => {
    const labels = "labels:\n    app: ends\n";
    const before = read(`meta:\n  ${labels}next: 1\n`);
    const after = read(`meta:\n  ${labels}  # above\n\n# more\n  o: 2\nnext: 1\n`);
    expect(after).toEqual({ meta: { labels: { app: "ends" }, o: 2 }, next: 1 });
    expect((after["meta"] as { labels: unknown }).labels).toBe((before["meta"] as { labels: unknown }).labels);
  });

  test("a literal's last lines count, also where they look like a comment or are empty", () => {
    const literal = (tail: string): unknown => read(`meta:\n  text: |+\n    echo tail\n${tail}next: 1\n`)["meta"];
    expect(literal("")).toEqual({ text: "echo tail\n" });
    expect(literal("    # end\n")).toEqual({ text: "echo tail\n# end\n" });
    expect(literal("\n")).toEqual({ text: "echo tail\n\n" });
    expect(literal("")).toEqual({ text: "echo tail\n" });
  });

  test("a list that stands as far left as its key ends at the next key", () => {
    const items = "items:\n- one: left\n- two\n";
    expect(read(`${items}next: 1\n`)).toEqual({ items: [{ one: "left" }, "two"], next: 1 });
    expect(read(`${items}other: 1\n`)).toEqual({ items: [{ one: "left" }, "two"], other: 1 });
    expect(read(items)).toEqual({ items: [{ one: "left" }, "two"] });
  });

  test("mistakes are found each time", () => {
    const broken = "a:\n  b: 1\n  b: 1\n";
    expect(readPlainBlocks(broken)).toBeUndefined();
    expect(readPlainBlocks(broken)).toBeUndefined();
  });
});
