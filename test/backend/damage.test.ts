import { describe, expect, it } from "vitest";
import { damageOf, positionAt } from "../../src/backend/damage.ts";

describe("damageOf", () => {
  it.each([
    ["{}", undefined],
    ['{"a": [1, -2.5e3, true, null, "\\u00e9"]}', undefined],
    ["", { line: 1, column: 1 }],
    ['{"a": 1,\n "b" 2}', { line: 2, column: 6 }],
    ['{"a": 1,\n', { line: 2, column: 1 }],
    ['{"a": 01}', { line: 1, column: 8 }],
    ['{"a": "x\ny"}', { line: 1, column: 7 }],
    ["{} {}", { line: 1, column: 4 }],
    ["[1,]", { line: 1, column: 4 }],
  ])("finds where %j stops being JSON", (text, place) => {
    expect(damageOf(text)).toEqual(place);
    expect(place === undefined).toBe(isJson(text));
  });

  it("finds the place of a value", () => {
    expect(positionAt('{\n"a": [0,\n {"b": 1}]}', "/a/1/b")).toEqual({ line: 3, column: 8 });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
