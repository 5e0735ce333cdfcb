import { isJsonObject, sameJson, type JsonObject } from "../../base/json.ts";
import {
  DELETE,
  DELETE_FROM_LIST,
  DIRECTIVE,
  ELEMENT_ORDER,
  fieldOf,
  hasDirective,
  MERGE,
  orderName,
  plain,
  REPLACE,
  RETAIN_KEYS,
  strategyOf,
} from "./directives.ts";
import type { FieldSchema } from "./field-schema.ts";
import { goValue } from "./go-value.ts";
import { distinct, identityOf, partition, requiredIdentity, woven } from "./list-order.ts";
import { jsonType, member, Members } from "./members.ts";
import { badPatch, PatchRefusal, plainRefusal, UNPROCESSABLE } from "./refusal.ts";

/**
 * `apply`: the patch meets an object; directives take effect. `combine`: the patch meets another patch (deletions meet
 * changes, in a three-way merge); directives and nulls are kept.
 */
export type MergeMode = "apply" | "combine";

const BAD_RETAIN_KEYS = "invalid patch format of retainKeys";

const GO_SCALARS: Readonly<Record<string, string>> = { string: "string", number: "int64", boolean: "bool" };

function mapDirective(patch: JsonObject): JsonObject | undefined {
  const directive = member(patch, DIRECTIVE);
  if (directive === undefined) return undefined;
  if (directive === REPLACE) {
    const members = new Members(patch);
    members.delete(DIRECTIVE);
    return members.build();
  }
  if (directive === DELETE) return {};
  throw unknownDirective(directive, patch);
}

function unknownDirective(directive: unknown, patch: JsonObject): PatchRefusal {
  return new PatchRefusal(plainRefusal(`unknown patch type: ${goValue(directive)} in map: ${goValue(patch)}`));
}

/** Clears what `$retainKeys` does not list; a patch that sets what it does not list is refused. */
function retainKeys(target: Members, patch: JsonObject, mode: MergeMode): void {
  const wanted = member(patch, RETAIN_KEYS);
  if (wanted === undefined) return;
  if (mode === "combine") {
    target.set(RETAIN_KEYS, wanted);
    return;
  }
  if (!Array.isArray(wanted)) throw badPatch(BAD_RETAIN_KEYS);
  const names = new Set<unknown>(wanted);
  for (const [name, value] of Object.entries(patch)) {
    const isDirective = name === RETAIN_KEYS || name.startsWith(DELETE_FROM_LIST) || name.startsWith(ELEMENT_ORDER);
    if (value !== null && !isDirective && !names.has(name)) throw badPatch(BAD_RETAIN_KEYS);
  }
  for (const name of target.names()) if (!names.has(name)) target.delete(name);
}

/** The elements of the patch must come in the order of the order list and be part of it; deletions are free. */
function checkOrder(patch: readonly unknown[], order: readonly unknown[], mergeKey: string): void {
  const ordered = patch.filter((item) => !isJsonObject(item) || member(item, DIRECTIVE) === undefined);
  if (order.length === 0 || ordered.length === 0) return;
  let at = 0;
  for (const item of order) {
    if (at < ordered.length && requiredIdentity(ordered[at], mergeKey) === requiredIdentity(item, mergeKey)) at++;
  }
  if (at === ordered.length) return;
  const message = `The order in patch list:\n${goValue(patch)}\n doesn't match ${ELEMENT_ORDER} list:\n${goValue(order)}\n`;
  throw new PatchRefusal(plainRefusal(message));
}

function expectList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const type = isJsonObject(value) ? "map[string]interface {}" : (GO_SCALARS[typeof value] ?? "%!s(<nil>)");
  throw new PatchRefusal(plainRefusal(`expected a []interface {}, but received a ${type}`));
}

interface Field {
  readonly target: Members;
  readonly patch: JsonObject;
  readonly schema: FieldSchema | undefined;
  readonly mode: MergeMode;
}

/** Merges one list whose order the patch sets. */
function orderedList({ target, patch, schema, mode }: Field, field: string, order: unknown): void {
  const orderList = expectList(order);
  const live = target.has(field) ? expectList(target.get(field)) : undefined;
  const changeList = Object.hasOwn(patch, field) ? expectList(patch[field]) : undefined;
  if (live === undefined && changeList === undefined) return;
  const listSchema = schema?.field(field);
  const mergeKey = listSchema?.patchMergeKey ?? "";
  if (changeList !== undefined) checkOrder(changeList, orderList, mergeKey);
  const merged =
    live === undefined
      ? ((mode === "apply" ? plain(changeList) : changeList) as readonly unknown[])
      : changeList === undefined
        ? live
        : mergedList({ live, patch: changeList, schema: listSchema, mode });
  const [fromPatch, serverOnly] = partition(merged, orderList, mergeKey);
  const result = woven({ fromPatch, serverOnly, patchOrder: orderList, serverOrder: live ?? [], mergeKey });
  target.set(field, live !== undefined && sameItems(result, live) ? live : result);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

interface ListMerge {
  readonly live: readonly unknown[];
  readonly patch: readonly unknown[];
  readonly schema: FieldSchema | undefined;
  readonly mode: MergeMode;
}

function mergedScalars({ live, patch }: ListMerge): readonly unknown[] {
  const both = distinct([...live, ...patch]);
  const [fromPatch, serverOnly] = partition(both, patch, "");
  return woven({ fromPatch, serverOnly, patchOrder: patch, serverOrder: live, mergeKey: "" });
}

/** Takes the elements with `$patch` out of a list patch: what they leave of the live list, and the rest of the patch. */
function withoutSpecial(
  { live, patch }: ListMerge,
  mergeKey: string,
): readonly [live: readonly unknown[], patch: readonly unknown[]] {
  let left = live;
  let replaces = false;
  const rest: unknown[] = [];
  for (const item of patch) {
    const directive = isJsonObject(item) ? member(item, DIRECTIVE) : undefined;
    if (directive === undefined) rest.push(item);
    else if (directive === DELETE) {
      const gone = requiredIdentity(item, mergeKey);
      left = left.filter((element) => identityOf(element, mergeKey) !== gone);
    } else if (directive === REPLACE) replaces = true;
    else if (directive === MERGE) {
      throw new PatchRefusal(plainRefusal("merging lists cannot yet be specified in the patch"));
    } else throw unknownDirective(directive, item as JsonObject);
  }
  return replaces ? [rest, []] : [left, rest];
}

function mergedMaps(merge: ListMerge, mergeKey: string): readonly unknown[] {
  if (mergeKey === "") {
    throw new PatchRefusal(plainRefusal(`cannot merge lists without merge key for ${merge.schema?.type ?? "map"}`));
  }
  const combining = merge.mode === "combine";
  const [live, patch] = combining ? ([merge.live, merge.patch] as const) : withoutSpecial(merge, mergeKey);
  const merged = [...live];
  for (const item of patch) {
    const identity = requiredIdentity(item, mergeKey);
    const at = merged.findIndex((element) => identityOf(element, mergeKey) === identity);
    const found = merged[at];
    if (isJsonObject(found) && isJsonObject(item)) {
      merged[at] = mergedMap(found, item, merge.schema?.items, merge.mode);
    } else merged.push(combining ? item : plain(item));
  }
  const [fromPatch, serverOnly] = partition(merged, patch, mergeKey);
  return woven({ fromPatch, serverOnly, patchOrder: patch, serverOrder: live, mergeKey });
}

function mergedList(merge: ListMerge): readonly unknown[] {
  const { live, patch, schema, mode } = merge;
  if (strategyOf(schema).strategy !== "merge") return patch;
  const types = new Set([...live, ...patch].map(jsonType));
  if (types.has("list")) throw new PatchRefusal(UNPROCESSABLE);
  if (types.size > 1) {
    throw new PatchRefusal(plainRefusal(`list element types are not identical: ${goValue([live, patch])}`));
  }
  if (types.size === 0) return live;
  const merged = types.has("map") ? mergedMaps(merge, schema?.patchMergeKey ?? "") : mergedScalars(merge);
  return mode === "apply" && sameItems(merged, live) ? live : merged;
}

/** Removes what a `$deleteFromPrimitiveList` names; null names the whole list. */
function withoutScalars(field: Field, name: string, gone: unknown): void {
  if (gone === null) field.target.delete(name);
  const live = field.target.get(name);
  if (!Array.isArray(live) || !Array.isArray(gone)) return;
  field.target.set(
    name,
    live.filter((item) => !gone.some((other) => sameJson(other, item))),
  );
}

function mergeMember(field: Field, name: string, value: unknown): void {
  const { target, mode } = field;
  const live = target.get(name);
  if (value === null) {
    target.delete(name);
    if (mode === "combine") target.set(name, null);
    return;
  }
  const schema = field.schema?.field(name);
  const type = jsonType(value);
  if (!target.has(name) || jsonType(live) !== type) {
    if (hasDirective(value)) target.delete(name);
    else target.set(name, mode === "apply" ? plain(value) : value);
  } else if (type === "map") {
    const replaces = strategyOf(schema).strategy === REPLACE;
    target.set(name, replaces ? value : mergedMap(live as JsonObject, value as JsonObject, schema, mode));
  } else if (type === "list") {
    target.set(name, mergedList({ live: live as unknown[], patch: value as unknown[], schema, mode }));
  } else target.set(name, value);
}

/**
 * A map with a strategic merge patch merged into it.
 * @see staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, `mergeMap` (1.36)
 */
export function mergedMap(
  original: JsonObject,
  patch: JsonObject,
  schema: FieldSchema | undefined,
  mode: MergeMode,
): JsonObject {
  const replaced = mapDirective(patch);
  if (replaced !== undefined) return replaced;
  const target = new Members(original);
  const field: Field = { target, patch, schema, mode };
  retainKeys(target, patch, mode);
  const done = new Set<string>([RETAIN_KEYS]);
  for (const [name, value] of Object.entries(patch)) {
    const ordered = fieldOf(name, ELEMENT_ORDER);
    if (ordered === undefined) continue;
    if (mode === "combine") target.set(orderName(ordered), value);
    orderedList(field, ordered, value);
    done.add(ordered);
    done.add(name);
  }
  for (const [name, value] of Object.entries(patch)) {
    if (done.has(name)) continue;
    const deletion = fieldOf(name, DELETE_FROM_LIST);
    if (deletion === undefined) mergeMember(field, name, value);
    else if (mode === "combine") target.set(name, value);
    else withoutScalars(field, deletion, value);
  }
  return target.build(original);
}
