import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrdinalSet } from "../../../src/controllers/statefulset/ordinal-set.ts";

const ordinal = fc.oneof(fc.nat(70), fc.nat(5000), fc.nat(1_000_000));
const operation = fc.record({ add: fc.boolean(), ordinal });

describe("an ordinal set", () => {
  it("finds the next member above and below as a sorted list would", () => {
    const property = fc.property(fc.array(operation, { maxLength: 80 }), fc.array(ordinal), (operations, questions) => {
      const set = new OrdinalSet();
      const model = new Set<number>();
      for (const { add, ordinal: at } of operations) {
        if (add) set.add(at);
        else set.delete(at);
        if (add) model.add(at);
        else model.delete(at);
      }
      const sorted = [...model].sort((a, b) => a - b);
      expect(set.size).toBe(sorted.length);
      for (const from of questions) {
        expect(set.has(from)).toBe(model.has(from));
        expect(set.atLeast(from)).toBe(sorted.find((at) => at >= from));
        expect(set.atMost(from)).toBe(sorted.findLast((at) => at <= from));
      }
    });
    fc.assert(property, { numRuns: 200 });
  });

  it("answers for the highest ordinal there can be", () => {
    const set = new OrdinalSet();
    set.add(3);
    expect(set.atMost(2 ** 31 - 1)).toBe(3);
    expect(set.atLeast(4)).toBeUndefined();
    expect(set.atMost(2)).toBeUndefined();
  });
});
