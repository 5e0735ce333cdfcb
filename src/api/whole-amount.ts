import { parseQuantity, quantityValue } from "./quantity.ts";

/** A written quantity, rounded up to a whole number: bytes, as a rule. 0 where none is given. */
export function wholeAmount(quantity: string | number | undefined): bigint {
  if (quantity === undefined) return 0n;
  const parsed = parseQuantity(String(quantity));
  return parsed.ok ? quantityValue(parsed.quantity) : 0n;
}
