import { addQuantities, parseQuantity, printQuantity } from "../api/quantity.ts";

/** The sum of storage sizes as Kubernetes writes it; undefined where none of them is a size. */
export function sumOf(sizes: readonly (string | undefined)[]): string | undefined {
  const parsed = sizes.flatMap((size) => {
    const result = size === undefined ? undefined : parseQuantity(size);
    return result?.ok === true ? [result.quantity] : [];
  });
  const [first, ...rest] = parsed;
  return first === undefined ? undefined : printQuantity(rest.reduce(addQuantities, first));
}
