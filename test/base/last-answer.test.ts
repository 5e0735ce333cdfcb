import { expect, test } from "vitest";
import { keepingLast } from "../../src/base/last-answer.ts";

test("the same question is answered once in a row, another one anew", () => {
  const asked: string[] = [];
  const shout = keepingLast((word: string) => {
    asked.push(word);
    return word.toUpperCase();
  });
  expect([shout("a"), shout("a"), shout("b"), shout("a")]).toEqual(["A", "A", "B", "A"]);
  expect(asked).toEqual(["a", "b", "a"]);
});
