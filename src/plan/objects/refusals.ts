import { MUTABLE_FIELDS } from "../../api/kinds/statefulset/validate.ts";
import { resourceKind } from "../../api/kinds.ts";
import type { KubeObject, ObjectKey } from "../../api/object.ts";
import type { ApiStatus } from "../../api/status.ts";
import { printPath, type FieldPath, type PathSegment } from "../../base/field-path.ts";
import { isJsonObject } from "../../base/json.ts";
import { shownIn, writtenField } from "../../api/written-field.ts";
import { failureText } from "../../cluster/client/failures.ts";
import { qualifiedSingular } from "../../cluster/client/result-line.ts";
import type { Failure } from "../../cluster/client/request.ts";
import { kindOf } from "../../cluster/kind-of.ts";
import { fieldChanges, fieldText, objectPlace } from "./field-diff.ts";
import type { FieldChange, Place, Refusal } from "../model.ts";
import type { RefusedWrite } from "./refused-writes.ts";
import { unreadableFields } from "./unreadable-fields.ts";

export function nameOf(object: KubeObject): string {
  return `${qualifiedSingular(kindOf(object))}/${object.metadata.name}`;
}

/** Whether a field is one that a cause is about: at it, or below it. */
function isAbout(path: FieldPath, cause: string, kind: string): boolean {
  const [first, member] = path;
  if (kind === "StatefulSet" && cause === "spec")
    return first === "spec" && typeof member === "string" && !MUTABLE_FIELDS.includes(member);
  return [fieldText(path), printPath(path)].some((field) => {
    return field === cause || field.startsWith(`${cause}.`) || field.startsWith(`${cause}[`);
  });
}

/** Where a cause's field stands: what is written beside it may be what is wrong with it. */
function parentOf({ field }: { readonly field: string }): { readonly field: string } {
  return { field: field.replace(/[.[][^.[]*$/, "") };
}

/** `containers[nginx]` and `containers[0]` are one field: causes count, changes name. */
function withIndexes(path: FieldPath, object: KubeObject | undefined): FieldPath {
  let value: unknown = object;
  return path.map((segment): PathSegment => {
    const name = typeof segment === "object" ? segment.key : segment;
    const index = Array.isArray(value) ? value.findIndex((item) => isNamed(item, String(name))) : -1;
    const step = index >= 0 ? index : segment;
    value =
      isJsonObject(value) || Array.isArray(value)
        ? (value as Record<string | number, unknown>)[index >= 0 ? index : name]
        : undefined;
    return step;
  });
}

function isNamed(item: unknown, name: string): boolean {
  if (!isJsonObject(item)) return false;
  const { metadata } = item;
  if (isJsonObject(metadata) && metadata["name"] === name) return true;
  return Object.values(item).some(
    (value) => (typeof value === "string" || typeof value === "number") && String(value) === name,
  );
}

/** The changes that the server's causes are about; all of them where no cause says. */
function fieldsOf(failure: Failure, write: RefusedWrite | undefined): readonly FieldChange[] {
  if (write?.live === undefined || write.wanted === undefined) return unreadableFields(failure);
  const { live, wanted, status } = write;
  const causes = status.details?.causes ?? [];
  const all = fieldChanges(live, wanted, failure.source).map((change) => {
    const path = withIndexes(change.path, change.after === undefined ? live : wanted);
    return { path, change: { ...change, field: fieldText(path) } };
  });
  const about = (list: readonly { readonly field: string }[]): typeof all =>
    all.filter(({ path }) => list.some((cause) => isAbout(path, cause.field, wanted.kind)));
  // A cause may name a field that the server derives from the one that was written: then any change may be it.
  const nearest = [about(causes), about(causes.map(parentOf)), all].find((list) => list.length > 0) ?? [];
  return (status.reason === "Invalid" ? nearest : about(causes)).map(({ change }) => change);
}

function pathOf(field: string): FieldPath {
  return field.split(/\.|(?=\[)/).map((part): PathSegment => {
    const [, inner] = /^\[(.*)\]$/.exec(part) ?? [];
    if (inner === undefined) return part;
    return /^\d+$/.test(inner) ? Number(inner) : { key: inner };
  });
}

/** Where the first cause stands in the manifest, else where the object begins. */
function placeOf(failure: Failure, fields: readonly FieldChange[]): Place | undefined {
  const [first] = fields;
  if (first?.at !== undefined) return first.at;
  const { source } = failure;
  const cause = failure.kind === "status" ? failure.status.details?.causes?.[0] : undefined;
  if (cause === undefined || source?.locate === undefined) return objectPlace(source);
  const field = { path: pathOf(cause.field), shown: shownIn(cause.message) };
  const { path, part = "value" } = writtenField(source.object, field);
  const { file, start, exact } = source.locate(path, part);
  return exact || start.line > 1 ? { file, line: start.line, column: start.column } : objectPlace(source);
}

function subjectOf(failure: Failure, write: RefusedWrite | undefined): { key?: ObjectKey; name: string } {
  const object = write?.wanted ?? write?.live;
  if (write !== undefined && object !== undefined) return { key: write.key, name: nameOf(object) };
  const source = failure.source?.object;
  const metadata = source?.["metadata"];
  if (source !== undefined && isJsonObject(metadata)) {
    const kind = resourceKind(String(source["kind"]));
    const name = typeof metadata["name"] === "string" ? metadata["name"] : "";
    return {
      name:
        kind === undefined ? `${String(source["kind"]).toLowerCase()}/${name}` : `${qualifiedSingular(kind)}/${name}`,
    };
  }
  const details = failure.kind === "status" ? failure.status.details : undefined;
  return { name: details?.name === undefined ? "" : `${details.kind ?? "object"}/${details.name}` };
}

/** Whether a failure tells of an answer of the server: some of kubectl's verbs quote it. */
function isOf(failure: Failure, status: ApiStatus): boolean {
  return failure.kind === "status" ? failure.status === status : failure.message.includes(status.message);
}

/** What was not taken, with the fields that it is about. */
export function refusalsOf(failures: readonly Failure[], writes: readonly RefusedWrite[]): readonly Refusal[] {
  return failures.map((failure) => {
    const write = writes.find(({ status }) => isOf(failure, status));
    const fields = fieldsOf(failure, write);
    const at = placeOf(failure, fields);
    const plain: Failure = failure.kind === "status" ? { ...failure, context: "" } : failure;
    return {
      ...subjectOf(failure, write),
      ...(at === undefined ? {} : { at }),
      message: failureText([plain]).trimEnd(),
      fields,
    };
  });
}

/** Files that cannot be read, in whole or in part, as what they are to who reads a plan: something that is not done. */
export function unreadRefusals(failures: readonly Failure[]): readonly Refusal[] {
  return failures.flatMap((failure): readonly Refusal[] => {
    if (failure.kind !== "client" || failure.at === undefined) return [];
    const { file, start } = failure.at;
    const at = { file, line: start.line, column: start.column };
    return [{ name: file, at, message: failure.message, fields: [] }];
  });
}
