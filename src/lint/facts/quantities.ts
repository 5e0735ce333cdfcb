import { compareQuantities, parseQuantity, type Quantity } from "../../api/quantity.ts";
import { keepingMany } from "../../base/last-answer.ts";

type Written = string | number | undefined;

/** Manifests ask for few different amounts, and several rules look at each. */
const parsed = keepingMany((text: string): Quantity | undefined => {
  const result = parseQuantity(text);
  return result.ok ? result.quantity : undefined;
});

/** The amount, or undefined where none is given. */
export function amountOf(value: Written): Quantity | undefined {
  return value === undefined ? undefined : parsed(String(value));
}

/** Whether one amount is less than another; false where one of them is not given. */
export function isLess(a: Written, b: Written): boolean {
  if (a === undefined || b === undefined) return false;
  const left = amountOf(a);
  const right = amountOf(b);
  return left !== undefined && right !== undefined && compareQuantities(left, right) < 0;
}
