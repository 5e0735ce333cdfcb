import { byBytes, isJsonObject, sameJson } from "../../base/json.ts";
import { member } from "./members.ts";
import { goValue } from "./go-value.ts";
import { PatchRefusal, plainRefusal } from "./refusal.ts";
import { DELETE, DIRECTIVE } from "./directives.ts";

/** What identifies an element: the merge key's value for maps, the element itself for scalars (`mergeKey` ""). */
export function identityOf(element: unknown, mergeKey: string): unknown {
  if (mergeKey === "") return element;
  return isJsonObject(element) ? member(element, mergeKey) : undefined;
}

/** Like `identityOf`, but refuses a map without the key, in the server's words. */
export function requiredIdentity(element: unknown, mergeKey: string): unknown {
  if (mergeKey === "") return element;
  if (!isJsonObject(element)) throw new PatchRefusal(plainRefusal(`expected a map, got ${goValue(element)}`));
  if (!Object.hasOwn(element, mergeKey)) {
    const message = `map: ${goValue(element)} does not contain declared merge key: ${mergeKey}`;
    throw new PatchRefusal(plainRefusal(message));
  }
  return element[mergeKey];
}

function isDeletion(element: unknown): boolean {
  return isJsonObject(element) && member(element, DIRECTIVE) === DELETE;
}

function place(order: readonly unknown[], element: unknown, mergeKey: string): number {
  const identity = identityOf(element, mergeKey);
  return order.findIndex((other) => identityOf(other, mergeKey) === identity);
}

/** Elements in the order of another list; deletions last. */
export function sortedBy(list: readonly unknown[], order: readonly unknown[], mergeKey: string): readonly unknown[] {
  const kept = list.filter((element) => !isDeletion(element));
  const deletions = list.filter(isDeletion);
  if (mergeKey !== "") for (const element of [...kept, ...order]) requiredIdentity(element, mergeKey);
  const places = new Map(kept.map((element) => [element, place(order, element, mergeKey)]));
  const at = (element: unknown): number => places.get(element) ?? -1;
  return [...kept.sort((a, b) => (at(a) < 0 || at(b) < 0 ? 0 : at(a) - at(b))), ...deletions];
}

export interface OrderedLists {
  /** Elements that the patch names, and the order it wants for them. */
  readonly fromPatch: readonly unknown[];
  readonly patchOrder: readonly unknown[];
  /** Elements that only the server has, and the order they stand in there. */
  readonly serverOnly: readonly unknown[];
  readonly serverOrder: readonly unknown[];
  readonly mergeKey: string;
}

/**
 * Weaves the elements that only the server has into those of the patch: both keep their own order, and one of the
 * server's goes before one of the patch where the live list had it so.
 * @see staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, `normalizeElementOrder` (1.36)
 */
export function woven(lists: OrderedLists): readonly unknown[] {
  const { mergeKey, serverOrder } = lists;
  const right = sortedBy(lists.fromPatch, lists.patchOrder, mergeKey);
  const left = sortedBy(lists.serverOnly, serverOrder, mergeKey);
  const result: unknown[] = [];
  let i = 0;
  for (const element of right) {
    const at = place(serverOrder, element, mergeKey);
    for (; i < left.length; i++) {
      const before = place(serverOrder, left[i], mergeKey);
      if (before < 0 || before >= at) break;
      result.push(left[i]);
    }
    result.push(element);
  }
  return [...result, ...left.slice(i)];
}

/** Splits a list into what another names and the rest. */
export function partition(
  list: readonly unknown[],
  by: readonly unknown[],
  mergeKey: string,
): readonly [named: readonly unknown[], rest: readonly unknown[]] {
  const named = new Set(by.map((element) => identityOf(element, mergeKey)));
  const isNamed = (element: unknown): boolean => named.has(requiredIdentity(element, mergeKey));
  return [list.filter(isNamed), list.filter((element) => !isNamed(element))];
}

/**
 * By the text of the merge key (or of the scalar), bytewise. Elements that share a key come in reverse, since kubectl
 * counts equal ones as out of order.
 * @see staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, `SortableSliceOfMaps` (1.36)
 */
export function sortedByIdentity(list: readonly unknown[], mergeKey: string): readonly unknown[] {
  const text = (element: unknown): string => identityText(element, mergeKey);
  return list.toReversed().sort((a, b) => byBytes(text(a), text(b)));
}

/** The text of an element's merge key, or of the scalar. */
export function identityText(element: unknown, mergeKey: string): string {
  return goValue(requiredIdentity(element, mergeKey));
}

/** Scalars without repetition, first ones kept. */
export function distinct(list: readonly unknown[]): readonly unknown[] {
  return list.filter((element, index) => list.findIndex((other) => sameJson(other, element)) === index);
}
