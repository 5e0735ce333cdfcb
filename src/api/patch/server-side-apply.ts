import { byBytes, isJsonObject, sameJson, type JsonObject } from "../../base/json.ts";
import type { ManagedFieldsEntry } from "../object.ts";
import { badRequest, type ApiStatus, type Cause } from "../status.ts";
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
  withContainers,
  type FieldSet,
} from "./field-set.ts";
import type { FieldSchema } from "./field-schema.ts";
import {
  managedFieldsOf,
  isSameManager,
  managerId,
  managersFrom,
  owned,
  type FieldManager,
  type Managed,
} from "./managed-fields.ts";
import { ownedByLastApplied, withLastAppliedOf } from "./last-applied-upgrade.ts";
import { Members } from "./members.ts";
import { overlaid } from "./overlay.ts";
import { normalise } from "../structure/normalise.ts";
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

const GONE = Symbol("gone");

/** A value without the fields of a set; what is empty without them becomes null. */
function pruned(value: unknown, schema: FieldSchema | undefined, dropped: FieldSet): unknown {
  if (isEmpty(dropped)) return value;
  if (dropped.own) return GONE;
  if (!isGranular(value, schema)) return value;
  const inside = (element: string): FieldSet => dropped.children.get(element) ?? EMPTY_SET;
  if (Array.isArray(value) && schema !== undefined) {
    const items = value.map((item) => pruned(item, schema.items, inside(itemElement(item, schema) ?? "")));
    const left = items.filter((item) => item !== GONE);
    return left.length === 0 && value.length > 0 ? null : left;
  }
  if (!isJsonObject(value)) return value;
  const members = new Members(value);
  for (const [name, item] of Object.entries(value)) {
    const child = pruned(item, schema?.field(name), inside(fieldElement(name)));
    if (child === GONE) members.delete(name);
    else members.set(name, child);
  }
  return members.size === 0 && Object.keys(value).length > 0 ? null : members.build(value);
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

function without(managers: readonly Managed[], one: FieldManager): readonly Managed[] {
  return managers.filter((managed) => !isSameManager(managed, one));
}

/** What Go writes of an object of a kind in which nothing is set. */
function emptyObject(schema: FieldSchema | undefined): JsonObject {
  return schema?.definition === undefined ? {} : (normalise(schema.definition, {}) as JsonObject);
}

/**
 * Those who own a live object's fields. Of an object that nobody has applied and that keeps no owners, all fields are
 * taken to have been written together before.
 * @see staging/src/k8s.io/apimachinery/pkg/util/managedfields/internal/skipnonapplied.go (1.36)
 */
function ownersOf(live: JsonObject, { schema, time }: ApplyRequest): readonly Managed[] {
  const managers = managersOf(live);
  if (managers.length > 0) return managers;
  const set = owned(fieldChanges(emptyObject(schema), live, schema).changed);
  const apiVersion = String(live["apiVersion"]);
  return [{ manager: "before-first-apply", operation: "Update", apiVersion, set, time }];
}

/** The status is no business of whoever applies the object, nor the rest of whoever applies the status. */
function ofResource(set: FieldSet, { subresource }: ApplyRequest["manager"]): FieldSet {
  const others =
    subresource === "status" ? [...set.children.keys()].filter((name) => name !== "f:status") : ["f:status"];
  const children = new Map([...set.children].filter(([name]) => !others.includes(name)));
  return children.size === set.children.size ? set : { ...set, children };
}

interface Clash {
  readonly live: JsonObject;
  readonly conflicts: readonly Managed[];
}

/** The conflicts that stand in the way: none where they are forced or allowed. */
function standing({ schema, manager, force }: ApplyRequest, { live, conflicts }: Clash): readonly Managed[] {
  if (force === true || conflicts.length === 0) return [];
  const allowed = manager.manager === "kubectl" ? ownedByLastApplied(live, schema) : EMPTY_SET;
  const left = conflicts.map((other) => ({ ...other, set: difference(other.set, allowed) }));
  return left.filter((other) => !isEmpty(other.set));
}

/**
 * Server-side apply: the object with the manifest laid over it, without what this manager applied before and nobody
 * else owns, and with its `managedFields`. Gives the live object itself when nothing changes. Refuses with Conflict a
 * change of what another manager owns (unless forced, or of what kubectl applied before on the client), and without a
 * reason a manifest that does not fit the schema.
 * @see staging/src/k8s.io/apimachinery/pkg/util/managedfields/fieldmanager.go, `Apply` (1.36)
 */
export function applyServerSide(request: ApplyRequest): ApplyAnswer {
  const { live, applied, schema, time } = request;
  if (isJsonObject(applied["metadata"]) && Array.isArray(applied["metadata"]["managedFields"])) {
    return { ok: false, status: badRequest("metadata.managedFields must be nil") };
  }
  const errors = typedErrors(applied, schema);
  if (errors !== undefined) return { ok: false, status: plainRefusal(errors) };
  const apiVersion = String(applied["apiVersion"]);
  const wanted = fieldSetOf(applied, schema);
  const set = ofResource(owned(wanted), request.manager);
  const mine: Managed = { ...request.manager, operation: "Apply", apiVersion, set, time };
  if (live === undefined) return { ok: true, object: withManagers(applied, [mine]) };
  const before = ownersOf(live, request);
  const others = without(before, mine);
  const last = before.find((managed) => isSameManager(managed, mine));
  const kept = others.reduce((all, other) => union(all, other.set), wanted);
  const dropped = difference(withContainers(last?.set ?? EMPTY_SET, schema), withContainers(kept, schema));
  const object = pruned(overlaid(live, applied, schema), schema, dropped);
  if (!isJsonObject(object)) return { ok: true, object: live };
  const { changed, removed } = fieldChanges(live, object, schema);
  const clashes = others.map((other) => ({ ...other, set: intersection(other.set, changed) }));
  const conflicts = standing(request, { live, conflicts: clashes.filter((other) => !isEmpty(other.set)) });
  if (conflicts.length > 0) return { ok: false, status: conflictStatus(conflicts) };
  const left = others.map((other) => ({ ...other, set: difference(difference(other.set, changed), removed) }));
  const isNoop = sameJson(object, live);
  const next = withManagers(withLastAppliedOf(object, request), [
    ...left,
    isNoop && last?.time !== undefined ? { ...mine, time: last.time } : mine,
  ]);
  return { ok: true, object: sameJson(next, live) ? live : next };
}

/** Any other write by a client. */
export interface TrackedUpdate {
  readonly before: JsonObject | undefined;
  readonly after: JsonObject;
  readonly schema: FieldSchema | undefined;
  readonly manager: Pick<FieldManager, "manager" | "subresource">;
  readonly time: string;
}

function uidOf(object: JsonObject): unknown {
  return isJsonObject(object["metadata"]) ? (object["metadata"]["uid"] ?? "") : "";
}

/** A write may set the owners itself; a list that says nothing does away with all of them. */
function givenManagers(before: JsonObject | undefined, after: JsonObject): readonly Managed[] {
  const given = (after as Managing).metadata?.managedFields;
  if (given === undefined) return before === undefined ? [] : managersOf(before);
  return given.every((entry) => Object.keys(entry).length === 0) ? [] : managersFrom(given);
}

/**
 * The `managedFields` after a create, update or patch: the writer owns what it changed, and nobody else does any more.
 * A new object is compared with an empty one. Of an object that has no owners, none are kept.
 * @see staging/src/k8s.io/apimachinery/pkg/util/managedfields/fieldmanager.go, `Update` (1.36)
 */
export function trackedManagers(update: TrackedUpdate): readonly ManagedFieldsEntry[] {
  const { before, after, schema, time } = update;
  const managers = givenManagers(before, after);
  if (managers.length === 0 && before !== undefined && uidOf(before) !== "") return [];
  const { changed, removed } = fieldChanges(before ?? emptyObject(schema), after, schema);
  const mine = { ...update.manager, operation: "Update" as const, apiVersion: String(after["apiVersion"]) };
  const own = managers.find((managed) => isSameManager(managed, mine));
  const set = owned(difference(union(own?.set ?? EMPTY_SET, changed), removed));
  const others = without(managers, mine).map((managed) => ({
    ...managed,
    set: difference(difference(managed.set, changed), removed),
  }));
  const isIdle = own?.time !== undefined && isEmpty(owned(changed));
  return managedFieldsOf([...others, { ...mine, set, time: isIdle ? own.time : time }]);
}
