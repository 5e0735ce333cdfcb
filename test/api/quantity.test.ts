import { describe, expect, test } from "vitest";
import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  printQuantity,
  quantityValue,
  roundUp,
  type Quantity,
} from "../../src/api/quantity.ts";

function quantity(text: string): Quantity {
  const parsed = parseQuantity(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error}`);
  return parsed.quantity;
}

const stored = (text: string): string => printQuantity(quantity(text));

describe("a stored quantity", () => {
  test.each([
    ["1.5", "1500m"],
    ["1.5Gi", "1536Mi"],
    ["1024Mi", "1Gi"],
    ["1536Mi", "1536Mi"],
    ["0.5", "500m"],
    [".5", "500m"],
    ["1000m", "1"],
    ["1e3", "1e3"],
    ["1e-1", "100e-3"],
    ["1.5e9", "1500e6"],
    ["1e19", "10e18"],
    ["00", "0"],
    ["-0", "0"],
    ["Gi", "0"],
    ["-1", "-1"],
    ["1000", "1k"],
    ["0.001Ki", "1024m"],
    ["1.10Gi", "1181116006400m"],
    ["8Ei", "9223372036854775807"],
    ["99999999999999999999", "99999999999999999999"],
    ["512", "512"],
    ["2048Ki", "2Mi"],
    ["0.1n", "1n"],
  ])("%s becomes %s", (written, expected) => {
    expect(stored(written)).toBe(expected);
  });

  test.each(["+1", "1.", "010", "0010Gi", "+1Gi"])("%s stays as written", (written) => {
    expect(stored(written)).toBe(written);
  });

  test("is canonical once it was stored", () => {
    for (const text of ["1.5", "1.10Gi", "1e19", "3u", "0.0", "1024Ki", "8Ei"]) {
      expect(stored(stored(text))).toBe(stored(text));
    }
  });
});

describe("what is no quantity", () => {
  const SHAPE = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  const SUFFIX = "unable to parse quantity's suffix";
  test.each([
    ["", SHAPE],
    ["1GB", SHAPE],
    ["1 Gi", SHAPE],
    ["true", SHAPE],
    ["1K", SUFFIX],
    ["1e", SUFFIX],
    ["--1", SUFFIX],
    ["1Gi1", SUFFIX],
  ])("%j is refused in the server's words", (written, error) => {
    expect(parseQuantity(written)).toEqual({ ok: false, error });
  });
});

describe("arithmetic", () => {
  test("compares amounts, not texts", () => {
    expect(compareQuantities(quantity("1Gi"), quantity("1024Mi"))).toBe(0);
    expect(compareQuantities(quantity("1G"), quantity("1Gi"))).toBe(-1);
    expect(compareQuantities(quantity("1500m"), quantity("1"))).toBe(1);
    expect(compareQuantities(quantity("-1"), quantity("0"))).toBe(-1);
  });

  test("adds in the family of the first amount that is not zero", () => {
    expect(printQuantity(addQuantities(quantity("512Mi"), quantity("512Mi")))).toBe("1Gi");
    expect(printQuantity(addQuantities(quantity("0"), quantity("1Gi")))).toBe("1Gi");
    expect(printQuantity(addQuantities(quantity("250m"), quantity("1")))).toBe("1250m");
  });

  test("rounds away from zero", () => {
    expect(printQuantity(roundUp(quantity("5n"), -3))).toBe("1m");
    expect(printQuantity(roundUp(quantity("-1500u"), -3))).toBe("-2m");
    expect(quantityValue(quantity("1500m"))).toBe(2n);
  });

  test("survives exponents that no memory could hold", () => {
    const huge = quantity("1e2000000000");
    expect(compareQuantities(huge, quantity("8Ei"))).toBe(1);
    expect(printQuantity(quantity("1e-2000000000"))).toBe("1e-9");
    expect(addQuantities(huge, quantity("1")).mantissa > 0n).toBe(true);
  });
});
