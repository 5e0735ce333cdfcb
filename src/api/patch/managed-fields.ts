import { byBytes, goJson } from "../../base/json.ts";
import type { ManagedFieldsEntry } from "../object.ts";
import { difference, fieldsV1, isEmpty, parseFieldsV1, type FieldSet } from "./field-set.ts";

/** Who wrote, and how: the fields of one such writer are counted together. */
export interface FieldManager {
  readonly manager: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly subresource?: string;
}

/** One writer with its fields. */
export interface Managed extends FieldManager {
  readonly set: FieldSet;
  /** RFC 3339, of its last change. */
  readonly time?: string;
}

/** Equal for the writers that are counted together. */
export function managerId(manager: FieldManager): string {
  const { manager: name, operation, apiVersion, subresource } = manager;
  return goJson({ manager: name, operation, apiVersion, ...(subresource === undefined ? {} : { subresource }) });
}

/** Whether their fields are counted together. */
export function isSameManager(a: FieldManager, b: FieldManager): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.apiVersion === b.apiVersion &&
    a.subresource === b.subresource
  );
}

/** Reads `metadata.managedFields`. */
export function managersFrom(entries: readonly ManagedFieldsEntry[] | undefined): readonly Managed[] {
  return (entries ?? []).map((entry) => ({
    manager: entry.manager ?? "",
    operation: entry.operation ?? "Update",
    apiVersion: entry.apiVersion ?? "",
    ...(entry.subresource === undefined ? {} : { subresource: entry.subresource }),
    ...(entry.time === undefined ? {} : { time: entry.time }),
    set: parseFieldsV1(entry.fieldsV1 ?? {}),
  }));
}

function order(a: Managed, b: Managed): number {
  if (a.operation !== b.operation) return a.operation === "Apply" ? -1 : 1;
  if ((a.time ?? "") !== (b.time ?? "")) return (a.time ?? "") < (b.time ?? "") ? -1 : 1;
  return byBytes(a.manager, b.manager);
}

/** Writes `metadata.managedFields`; writers without fields are left out. */
export function managedFieldsOf(managers: readonly Managed[]): readonly ManagedFieldsEntry[] {
  const kept = managers.filter((managed) => !isEmpty(managed.set));
  return [...kept].sort(order).map(({ set, ...entry }) => ({
    apiVersion: entry.apiVersion,
    fieldsType: "FieldsV1",
    fieldsV1: fieldsV1(set),
    manager: entry.manager,
    operation: entry.operation,
    ...(entry.subresource === undefined ? {} : { subresource: entry.subresource }),
    ...(entry.time === undefined ? {} : { time: entry.time }),
  }));
}

/** What no manager owns. @see staging/src/k8s.io/apimachinery/pkg/util/managedfields/internal/stripmeta.go (1.36) */
const NEVER_OWNED = parseFieldsV1({
  "f:apiVersion": {},
  "f:kind": {},
  "f:metadata": {
    ".": {},
    "f:name": {},
    "f:namespace": {},
    "f:creationTimestamp": {},
    "f:selfLink": {},
    "f:uid": {},
    "f:generation": {},
    "f:managedFields": {},
    "f:resourceVersion": {},
  },
});

/** A set without what no manager owns. */
export function owned(set: FieldSet): FieldSet {
  return difference(set, NEVER_OWNED);
}
