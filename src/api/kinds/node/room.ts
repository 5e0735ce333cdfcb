import { compareQuantities, parseQuantity, type Quantity } from "../../quantity.ts";
import type { Node } from "./types.ts";

/** Whether an amount is more than a node has for pods, with nothing else on it. Nothing is known of what it does not list. */
export function isMoreThan(node: Node, resource: string, amount: Quantity): boolean {
  const room = node.status?.allocatable?.[resource] ?? node.status?.capacity?.[resource];
  const parsed = room === undefined ? undefined : parseQuantity(room);
  return parsed?.ok === true && compareQuantities(parsed.quantity, amount) < 0;
}
