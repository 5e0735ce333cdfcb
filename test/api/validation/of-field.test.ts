import { describe, expect, test } from "vitest";
import { ofField, ofFieldGiven } from "../../../src/api/validation/of-field.ts";
import type { FieldPath } from "../../../src/base/field-path.ts";
import { printPath } from "../../../src/base/field-path.ts";
import { share } from "../../../src/base/shared.ts";

/** Finds negative numbers in a list, and counts how often it looks. */
function counting(): { looks: number; find: (path: FieldPath, owner: object) => readonly string[] } {
  const counter = {
    looks: 0,
    find: (path: FieldPath, owner: object): readonly string[] => {
      counter.looks++;
      const numbers = (owner as { readonly numbers?: readonly number[] }).numbers ?? [];
      return numbers.flatMap((number, index) => (number < 0 ? [printPath([...path, index])] : []));
    },
  };
  return counter;
}

describe("what is found in a field", () => {
  test("an absent field is not looked at", () => {
    const counter = counting();
    expect(ofField("numbers", counter.find)(["spec"], {})).toEqual([]);
    expect(ofField("numbers", counter.find)(["spec"], { numbers: null })).toEqual([]);
    expect(counter.looks).toBe(0);
  });

  test("a shared part without a flaw is looked at once, others each time", () => {
    const counter = counting();
    const numbers = ofField("numbers", counter.find);
    const shared = share([1, 2]);
    for (let time = 0; time < 3; time++) numbers(["spec"], { numbers: shared });
    expect(counter.looks).toBe(1);
    for (let time = 0; time < 3; time++) numbers(["spec"], { numbers: [1, 2] });
    expect(counter.looks).toBe(4);
  });

  test("a shared part with a flaw is told of at each of its places", () => {
    const numbers = ofField("numbers", counting().find);
    const shared = share([1, -2]);
    expect(numbers(["a"], { numbers: shared })).toEqual(["a.numbers[1]"]);
    expect(numbers(["b"], { numbers: shared })).toEqual(["b.numbers[1]"]);
  });

  test("where it depends on more, other facts mean another look", () => {
    const below = ofFieldGiven<string, number>("numbers", (path, owner, limit) =>
      (owner["numbers"] as readonly number[]).flatMap((number) => (number > limit ? [printPath(path)] : [])),
    );
    const shared = share([5]);
    expect(below(["a"], { numbers: shared }, 9)).toEqual([]);
    expect(below(["a"], { numbers: shared }, 4)).toEqual(["a.numbers"]);
    expect(below(["a"], { numbers: shared }, 9)).toEqual([]);
  });
});
