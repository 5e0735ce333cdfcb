import { expect, it } from "vitest";
import { thousands } from "../../src/base/thousands.ts";

it.each([0, 7, 999, 1000, 12_345, 999_999, 1_000_000, -1234])("%d is written as in English", (count) => {
  expect(thousands(count)).toBe(count.toLocaleString("en-US"));
});
