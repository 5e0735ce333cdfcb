import { expect, it } from "vitest";
import { fuzzResponder } from "./dns-packets.ts";

it("a name server survives ten thousand mutated packets, and answers what is to be answered", () => {
  const { answered, packets } = fuzzResponder(10_000, 1, () => 0);
  expect(packets).toBe(10_000);
  expect(answered).toBeGreaterThan(7_500);
});
