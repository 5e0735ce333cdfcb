import { compareQuantities, parseQuantity, type Quantity } from "../api/quantity.ts";

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
