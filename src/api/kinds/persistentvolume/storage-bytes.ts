import { parseQuantity, quantityValue } from "../../quantity.ts";

/** Bytes of a quantity; 0 where there is none. */
export function storageBytes(quantity: string | number | undefined): bigint {
  if (quantity === undefined) return 0n;
  const parsed = parseQuantity(String(quantity));
  return parsed.ok ? quantityValue(parsed.quantity) : 0n;
}
