import { byBytes, sameJson, type JsonObject } from "../../base/json.ts";
import { DELETE, deletionName, DIRECTIVE, orderName, REPLACE, RETAIN_KEYS, strategyOf } from "./directives.ts";
import type { FieldSchema } from "./field-schema.ts";
import { goValue } from "./go-value.ts";
import { distinct, identityOf, identityText, requiredIdentity, sortedBy, sortedByIdentity } from "./list-order.ts";
import { jsonType, Members } from "./members.ts";
import { PatchRefusal, plainRefusal } from "./refusal.ts";

/** What a difference is to contain. */
export interface DiffOptions {
  readonly additions: boolean;
  readonly deletions: boolean;
  /** Whether `$setElementOrder` is written. */
  readonly elementOrder: boolean;
  /** Whether the map being compared gets `$retainKeys`. */
  readonly retainKeys?: boolean;
}

interface ListDiff {
  readonly patch: readonly unknown[];
  readonly deleted: readonly unknown[];
  readonly order: readonly unknown[];
}

const NO_DIFFERENCE: ListDiff = { patch: [], deleted: [], order: [] };

interface Lists {
  readonly from: readonly unknown[];
  readonly to: readonly unknown[];
  readonly schema: FieldSchema | undefined;
  readonly options: DiffOptions;
}

/** Pairs the elements of two lists sorted by identity: both, only left or only right. */
function pairs(from: readonly unknown[], to: readonly unknown[], mergeKey: string): (readonly [unknown, unknown])[] {
  const left = sortedByIdentity(from, mergeKey);
  const right = sortedByIdentity(to, mergeKey);
  const text = (element: unknown): string => identityText(element, mergeKey);
  const result: (readonly [unknown, unknown])[] = [];
  let i = 0;
  let j = 0;
  for (const element of [...left, ...right]) requiredIdentity(element, mergeKey);
  while (i < left.length || j < right.length) {
    const order = i >= left.length ? 1 : j >= right.length ? -1 : byBytes(text(left[i]), text(right[j]));
    result.push([order <= 0 ? left[i++] : undefined, order >= 0 ? right[j++] : undefined]);
  }
  return result;
}

function sameOrder(from: readonly unknown[], to: readonly unknown[], mergeKey: string): boolean {
  return (
    from.length === to.length && from.every((item, i) => identityOf(item, mergeKey) === identityOf(to[i], mergeKey))
  );
}

function mapLists({ from, to, schema, options }: Lists): ListDiff {
  const mergeKey = schema?.patchMergeKey ?? "";
  const changed: unknown[] = [];
  const deleted: unknown[] = [];
  for (const [old, now] of pairs(from, to, mergeKey)) {
    if (old === undefined) {
      if (options.additions) changed.push(now);
    } else if (now === undefined) {
      if (options.deletions) deleted.push({ [DIRECTIVE]: DELETE, [mergeKey]: identityOf(old, mergeKey) });
    } else {
      const inner = mapDifference(old as JsonObject, now as JsonObject, schema?.items, options);
      if (Object.keys(inner).length > 0) changed.push({ ...inner, [mergeKey]: identityOf(now, mergeKey) });
    }
  }
  const patch = [...sortedBy(changed, to, mergeKey), ...deleted];
  const ordered =
    options.elementOrder &&
    ((options.additions && (patch.length > 0 || !sameOrder(from, to, mergeKey))) ||
      (options.deletions && patch.length > 0));
  const order = ordered ? to.map((item) => ({ [mergeKey]: requiredIdentity(item, mergeKey) })) : [];
  return { patch, deleted: [], order };
}

/** The old list is sorted before it is compared: a list that is not in order itself counts as changed each time. */
function scalarLists({ from, to, options }: Lists): ListDiff {
  const changes = pairs(from, to, "");
  const added = changes.filter(([old]) => old === undefined).map(([, now]) => now);
  const gone = changes.filter(([, now]) => now === undefined).map(([old]) => old);
  const deleted = options.deletions ? distinct(gone) : [];
  const ordered =
    options.elementOrder &&
    ((options.deletions && deleted.length > 0) || (options.additions && !sameJson(sortedByIdentity(from, ""), to)));
  return { patch: options.additions ? sortedBy(added, to, "") : [], deleted, order: ordered ? to : [] };
}

function listDifference(lists: Lists): ListDiff {
  const { from, to, options } = lists;
  if (from.length === 0) return options.additions ? { ...NO_DIFFERENCE, patch: to } : NO_DIFFERENCE;
  const types = new Set([...from, ...to].map(jsonType));
  if (types.has("list")) throw new PatchRefusal(plainRefusal("lists of lists are not supported"));
  if (types.size > 1) {
    throw new PatchRefusal(plainRefusal(`list element types are not identical: ${goValue([from, to])}`));
  }
  return types.has("map") ? mapLists(lists) : scalarLists(lists);
}

interface FieldDiff {
  readonly name: string;
  readonly old: unknown;
  readonly value: unknown;
  readonly schema: FieldSchema | undefined;
  readonly options: DiffOptions;
}

function fieldDifference(patch: Members, { name, old, value, schema, options }: FieldDiff): void {
  const type = jsonType(value);
  const { strategy, retainKeys } = strategyOf(schema);
  if (jsonType(old) !== type || name === DIRECTIVE) {
    if (options.additions) patch.set(name, value);
  } else if (type === "map" && strategy === REPLACE) {
    // Even of equal maps: kubectl sends the whole of it each time.
    if (options.additions) patch.set(name, value);
  } else if (type === "map") {
    const inner = mapDifference(old as JsonObject, value as JsonObject, schema, { ...options, retainKeys });
    if (Object.keys(inner).length > 0) patch.set(name, inner);
  } else if (type === "list" && strategy === "merge") {
    const lists = { from: old as unknown[], to: value as unknown[], schema, options: { ...options, retainKeys } };
    const inner = listDifference(lists);
    if (inner.patch.length > 0) patch.set(name, inner.patch);
    if (inner.deleted.length > 0) patch.set(deletionName(name), inner.deleted);
    if (inner.order.length > 0) patch.set(orderName(name), inner.order);
  } else if (options.additions && !sameJson(old, value)) patch.set(name, value);
}

/**
 * The strategic merge patch that turns one map into another, or the part of it that the options ask for.
 * @see staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, `diffMaps` (1.36)
 */
export function mapDifference(
  from: JsonObject,
  to: JsonObject,
  schema: FieldSchema | undefined,
  options: DiffOptions,
): JsonObject {
  const patch = new Members();
  for (const [name, value] of Object.entries(to)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(from, name)) {
      if (options.additions) patch.set(name, value);
    } else fieldDifference(patch, { name, old: from[name], value, schema: schema?.field(name), options });
  }
  const missing = Object.keys(from).filter((name) => !Object.hasOwn(to, name));
  if (options.deletions) for (const name of missing) patch.set(name, null);
  if (options.retainKeys === true) {
    const retained = Object.keys(to).filter((name) => to[name] !== null);
    const clears = missing.some((name) => from[name] !== null);
    if (retained.length > 0 && (patch.size > 0 || clears)) patch.set(RETAIN_KEYS, retained.sort(byBytes));
  }
  return patch.build();
}
