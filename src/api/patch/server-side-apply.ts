import { byBytes, isJsonObject, sameJson, type JsonObject } from "../../base/json.ts";
import type { ManagedFieldsEntry } from "../object.ts";
import type { ApiStatus, Cause } from "../status.ts";
import { fieldChanges } from "./field-changes.ts";
import {
  difference,
  EMPTY_SET,
  fieldElement,
  fieldSetOf,
  intersection,
  isEmpty,
  isGranular,
  itemElement,
  printedPaths,
  union,
  type FieldSet,
} from "./field-set.ts";
import type { FieldSchema } from "./field-schema.ts";
import {
  managedFieldsOf,
  isSameManager,
  managerId,
  managersFrom,
  ownable,
  type FieldManager,
  type Managed,
} from "./managed-fields.ts";
import { Members } from "./members.ts";
import { typedErrors } from "./typed.ts";
import { plainRefusal } from "./refusal.ts";

type Managing = { readonly metadata?: { readonly managedFields?: readonly ManagedFieldsEntry[] } };

function managersOf(object: unknown): readonly Managed[] {
  return managersFrom((object as Managing).metadata?.managedFields);
}

/** @see staging/src/k8s.io/apimachinery/pkg/util/managedfields/internal/conflict.go, `printManager` (1.36) */
function printManager(manager: FieldManager): string {
  const name = JSON.stringify(manager.manager);
  const full =
    manager.subresource === undefined ? name : `${name} with subresource ${JSON.stringify(manager.subresource)}`;
  return manager.operation === "Update" ? `${full} using ${manager.apiVersion}` : full;
}

function conflictStatus(conflicts: readonly Managed[]): ApiStatus {
  const byManager = [...conflicts].sort((a, b) => byBytes(managerId(a), managerId(b)));
  const causes: Cause[] = byManager.flatMap((manager) =>
    printedPaths(manager.set).map((field) => ({
      reason: "FieldManagerConflict",
      message: `conflict with ${printManager(manager)}`,
      field,
    })),
  );
  const [first] = causes;
  const lines = byManager.flatMap((manager) => [
    `conflicts with ${printManager(manager)}:`,
    ...printedPaths(manager.set).map((path) => `- ${path}`),
  ]);
  const message =
    causes.length === 1 && first !== undefined
      ? `Apply failed with 1 conflict: ${first.message}: ${first.field}`
      : `Apply failed with ${causes.length} conflicts: ${lines.join("\n")}`;
  return { code: 409, reason: "Conflict", message, details: { causes } };
}

/** The live value with what is applied laid over it; atomic values are taken as a whole. */
function overlaid(live: unknown, applied: unknown, schema: FieldSchema | undefined): unknown {
  if (!isGranular(applied, schema) || !isGranular(live, schema)) return applied;
  if (Array.isArray(applied)) return Array.isArray(live) ? overlaidList(live, applied, schema) : applied;
  if (!isJsonObject(live) || !isJsonObject(applied)) return applied;
  const members = new Members(live);
  for (const [name, value] of Object.entries(applied)) {
    members.set(name, members.has(name) ? overlaid(members.get(name), value, schema?.field(name)) : value);
  }
  return members.build(live);
}

/** Both lists in their orders: what only the live one has goes first, where the orders leave it open. */
function overlaidList(live: readonly unknown[], applied: readonly unknown[], schema: FieldSchema | undefined): unknown {
  if (schema === undefined) return applied;
  const nameOf = (item: unknown): string | undefined => itemElement(item, schema);
  const known = new Map(live.map((item) => [nameOf(item), item] as const));
  const wanted = new Set(applied.map(nameOf));
  const result: unknown[] = [];
  const taken = new Set<string | undefined>();
  let at = 0;
  const liveOnly = (): void => {
    for (; at < live.length; at++) {
      const name = nameOf(live[at]);
      if (!wanted.has(name)) result.push(live[at]);
      else if (!taken.has(name)) return;
    }
  };
  for (const item of applied) {
    liveOnly();
    const name = nameOf(item);
    result.push(known.has(name) ? overlaid(known.get(name), item, schema.items) : item);
    taken.add(name);
  }
  liveOnly();
  return sameItems(result, live) ? live : result;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

const GONE = Symbol("gone");

/** A value without the fields of `dropped` that nobody in `kept` owns. */
function pruned(value: unknown, schema: FieldSchema | undefined, dropped: FieldSet, kept: FieldSet): unknown {
  if (isEmpty(dropped)) return value;
  if (dropped.own && isEmpty(kept)) return GONE;
  if (!isGranular(value, schema)) return value;
  if (Array.isArray(value) && schema !== undefined) {
    const items = value.map((item) =>
      prunedChild(item, schema.items, [itemElement(item, schema) ?? "", dropped, kept]),
    );
    const left = items.filter((item) => item !== GONE);
    return left.length === 0 && value.length > 0 ? GONE : left;
  }
  if (!isJsonObject(value)) return value;
  const members = new Members(value);
  for (const [name, item] of Object.entries(value)) {
    const child = prunedChild(item, schema?.field(name), [fieldElement(name), dropped, kept]);
    if (child === GONE) members.delete(name);
    else members.set(name, child);
  }
  return members.size === 0 && Object.keys(value).length > 0 && isEmpty(kept) ? GONE : members.build(value);
}

function prunedChild(
  value: unknown,
  schema: FieldSchema | undefined,
  [element, dropped, kept]: readonly [string, FieldSet, FieldSet],
): unknown {
  return pruned(value, schema, dropped.children.get(element) ?? EMPTY_SET, kept.children.get(element) ?? EMPTY_SET);
}

/** A request for server-side apply. */
export interface ApplyRequest {
  /** Undefined creates. */
  readonly live: JsonObject | undefined;
  readonly applied: JsonObject;
  readonly schema: FieldSchema | undefined;
  readonly manager: Pick<FieldManager, "manager" | "subresource">;
  /** RFC 3339. */
  readonly time: string;
  readonly force?: boolean;
}

export type ApplyAnswer =
  | { readonly ok: true; readonly object: JsonObject }
  | { readonly ok: false; readonly status: ApiStatus };

function withManagers(object: JsonObject, managers: readonly Managed[]): JsonObject {
  const metadata = {
    ...(isJsonObject(object["metadata"]) ? object["metadata"] : {}),
    managedFields: managedFieldsOf(managers),
  };
  return { ...object, metadata };
}

function sameSet(a: FieldSet, b: FieldSet): boolean {
  return isEmpty(difference(a, b)) && isEmpty(difference(b, a));
}

/** Writers with one of them replaced; its time moves only when its fields do. */
function replacedManager(managers: readonly Managed[], next: Managed): readonly Managed[] {
  const old = managers.find((managed) => isSameManager(managed, next));
  const same = old !== undefined && sameSet(old.set, next.set);
  return [...managers.filter((managed) => !isSameManager(managed, next)), same ? old : next];
}

/**
 * Server-side apply: the object with the manifest laid over it, without what this manager applied before and nobody
 * else owns, and with its `managedFields`. Gives the live object itself when nothing changes. Refuses with Conflict a
 * change of what another manager owns (unless forced), and without a reason a manifest that does not fit the schema.
 * @see staging/src/k8s.io/apimachinery/pkg/util/managedfields/fieldmanager.go, `Apply` (1.36)
 */
export function applyServerSide(request: ApplyRequest): ApplyAnswer {
  const { live, applied, schema, time } = request;
  const errors = typedErrors(applied, schema);
  if (errors !== undefined) return { ok: false, status: plainRefusal(errors) };
  const apiVersion = String(applied["apiVersion"]);
  const set = fieldSetOf(ownable(applied), schema);
  const mine: Managed = { ...request.manager, operation: "Apply", apiVersion, set, time };
  if (live === undefined) return { ok: true, object: withManagers(applied, [mine]) };
  const before = managersOf(live);
  const others = before.filter((managed) => !isSameManager(managed, mine));
  const last = before.find((managed) => isSameManager(managed, mine))?.set ?? EMPTY_SET;
  const kept = others.reduce((all, other) => union(all, other.set), set);
  const merged = overlaid(live, withoutManagedFields(applied), schema);
  const object = pruned(merged, schema, difference(last, set), kept);
  if (!isJsonObject(object)) return { ok: true, object: live };
  const { changed, removed } = fieldChanges(ownable(live), ownable(object), schema);
  const clashes = others.map((other) => ({ ...other, set: intersection(other.set, changed) }));
  const conflicts = clashes.filter((other) => !isEmpty(other.set));
  if (conflicts.length > 0 && request.force !== true) return { ok: false, status: conflictStatus(conflicts) };
  const left = others.map((other) => ({ ...other, set: difference(difference(other.set, changed), removed) }));
  const next = withManagers(object, replacedManager([...left, ...before.filter((m) => !others.includes(m))], mine));
  return { ok: true, object: sameJson(next, live) ? live : next };
}

function withoutManagedFields(applied: JsonObject): JsonObject {
  if (!isJsonObject(applied["metadata"])) return applied;
  const { managedFields: _dropped, ...metadata } = applied["metadata"];
  return { ...applied, metadata };
}

/** Any other write by a client. */
export interface TrackedUpdate {
  readonly before: JsonObject | undefined;
  readonly after: JsonObject;
  readonly schema: FieldSchema | undefined;
  readonly manager: Pick<FieldManager, "manager" | "subresource">;
  readonly time: string;
}

/**
 * The `managedFields` after a create, update or patch: the writer owns what it changed, and nobody else does any more.
 * @see staging/src/k8s.io/apimachinery/pkg/util/managedfields/fieldmanager.go, `Update` (1.36)
 */
export function trackedManagers(update: TrackedUpdate): readonly ManagedFieldsEntry[] {
  const { before, after, schema, time } = update;
  const { changed, removed } = fieldChanges(before === undefined ? {} : ownable(before), ownable(after), schema);
  const managers = before === undefined ? [] : managersOf(before);
  const mine = { ...update.manager, operation: "Update" as const, apiVersion: String(after["apiVersion"]) };
  const own = managers.find((managed) => isSameManager(managed, mine))?.set ?? EMPTY_SET;
  const set = difference(union(own, changed), removed);
  const others = managers.map((managed) =>
    isSameManager(managed, mine) ? managed : { ...managed, set: difference(difference(managed.set, changed), removed) },
  );
  return managedFieldsOf(replacedManager(others, { ...mine, set, time }));
}
