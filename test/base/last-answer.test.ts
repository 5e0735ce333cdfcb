import { expect, test } from "vitest";
import { keepingLast, keepingMany } from "../../src/base/last-answer.ts";

test("the same question is answered once in a row, another one anew", () => {
  const asked: string[] = [];
  const shout = keepingLast((word: string) => {
    asked.push(word);
    return word.toUpperCase();
  });
  expect([shout("a"), shout("a"), shout("b"), shout("a")]).toEqual(["A", "A", "B", "A"]);
  expect(asked).toEqual(["a", "b", "a"]);
});

test("of many questions each is answered once, also with nothing", () => {
  const asked: number[] = [];
  const half = keepingMany((number: number) => {
    asked.push(number);
    return number % 2 === 0 ? number / 2 : undefined;
  });
  const round = Array.from({ length: 100 }, (_, index) => half(index));
  expect(round.slice(0, 5)).toEqual([0, undefined, 1, undefined, 2]);
  expect(Array.from({ length: 100 }, (_, index) => half(index))).toEqual(round);
  expect(asked.length).toBe(100);
});
