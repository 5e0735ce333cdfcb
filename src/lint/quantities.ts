import { compareQuantities, parseQuantity, type Quantity, quantityValue } from "../api/quantity.ts";

type Written = string | number | undefined;

/** The amount, or undefined where none is given. */
export function amountOf(value: Written): Quantity | undefined {
  if (value === undefined) return undefined;
  const parsed = parseQuantity(String(value));
  return parsed.ok ? parsed.quantity : undefined;
}

/** Whether one amount is less than another; false where one of them is not given. */
export function isLess(a: Written, b: Written): boolean {
  const [left, right] = [amountOf(a), amountOf(b)];
  return left !== undefined && right !== undefined && compareQuantities(left, right) < 0;
}

/** The amount, rounded up: bytes, as a rule. 0 where none is given. */
export function wholeOf(value: Written): bigint {
  const amount = amountOf(value);
  return amount === undefined ? 0n : quantityValue(amount);
}
