import { isJsonObject } from "../../base/json.ts";
import { isGranular, itemElement } from "./field-set.ts";
import type { FieldSchema } from "./field-schema.ts";
import { Members } from "./members.ts";

/**
 * The live value with what is applied laid over it; atomic values are taken as a whole. Null sets a scalar, and leaves
 * alone a map or list that is merged.
 * @see sigs.k8s.io/structured-merge-diff/v6/typed, `Merge`
 */
export function overlaid(live: unknown, applied: unknown, schema: FieldSchema | undefined): unknown {
  if (!isGranular(live, schema)) return applied;
  if (applied === null) return Object.keys(live as object).length === 0 ? null : live;
  if (!isGranular(applied, schema)) return applied;
  if (Array.isArray(applied)) return Array.isArray(live) ? overlaidList(live, applied, schema) : applied;
  if (!isJsonObject(live) || !isJsonObject(applied)) return applied;
  const members = new Members(live);
  for (const [name, value] of Object.entries(applied)) {
    members.set(name, members.has(name) ? overlaid(members.get(name), value, schema?.field(name)) : value);
  }
  return members.build(live);
}

/** An item of the live list and one of the applied list, of one name; one may be missing. */
type Pair = readonly [old: Item | undefined, now: Item | undefined];

interface Item {
  readonly name: string | undefined;
  readonly value: unknown;
}

/** Both lists in their orders: what only the live one has goes first, where the orders leave it open. */
function overlaidList(live: readonly unknown[], applied: readonly unknown[], schema: FieldSchema | undefined): unknown {
  if (schema === undefined) return applied;
  const named = (list: readonly unknown[]): readonly Item[] =>
    list.map((value) => ({ name: itemElement(value, schema), value }));
  const result = woven(named(live), named(applied)).map(([old, now]) =>
    old === undefined || now === undefined ? (now ?? old)?.value : overlaid(old.value, now.value, schema.items),
  );
  return result.length === live.length && result.every((item, index) => item === live[index]) ? live : result;
}

/** The items of both lists, paired by name, in the order in which they come out. */
function woven(live: readonly Item[], applied: readonly Item[]): readonly Pair[] {
  const known = new Map(live.map((item) => [item.name, item] as const));
  const wanted = new Set(applied.map(({ name }) => name));
  const shared = applied.filter(({ name }) => known.has(name));
  const taken = new Set<string | undefined>();
  const pairs: Pair[] = [];
  let at = 0;
  let next = 0;
  const take = (now: Item): void => {
    pairs.push([known.get(now.name), now]);
    taken.add(now.name);
    if (shared[0]?.name === now.name) shared.shift();
    next++;
  };
  while (at < live.length || next < applied.length) {
    const old = live[at];
    const now = applied[next];
    if (old !== undefined && !wanted.has(old.name)) {
      pairs.push([old, undefined]);
      at++;
    } else if (old === undefined || now === undefined || old.name === now.name) {
      if (now !== undefined) take(now);
      at++;
    } else if (taken.has(old.name) || (shared[0] !== undefined && shared[0].name !== old.name)) {
      // Its turn has been, or comes later.
      at++;
    } else take(now);
  }
  return pairs;
}
