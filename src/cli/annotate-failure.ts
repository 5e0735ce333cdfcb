import { dirname } from "node:path";
import { resourceKindOf } from "../api/known-kinds.ts";
import { unknownKind } from "../api/unknown-kind.ts";
import { isUnreadable } from "../api/status.ts";
import { type StructuralFault, structuralFaults, type Wanted } from "../api/structure/explain.ts";
import { definitionOf } from "../api/structure/schema.ts";
import { homesText } from "../api/structure/homes.ts";
import { meantBy } from "../api/structure/meant.ts";
import { shownIn, writtenField } from "../api/written-field.ts";
import { type FieldPath, printPath, valueAt } from "../base/field-path.ts";
import type { Annotate } from "../cluster/client/failures.ts";
import type { Failure, SourcedObject } from "../cluster/client/request.ts";
import { shellWord } from "../rollout/commands.ts";

/** Lines of places that one failure gets at most. */
const PLACES_MAX = 10;

/** A path as the API server prints it, taken apart: `spec.containers[0].image`, `metadata.labels[app]`. */
function parsePath(text: string): FieldPath {
  return [...text.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)].map(([, name, inside]) => {
    if (name !== undefined) return name;
    return /^\d+$/.test(inside ?? "") ? Number(inside) : (inside ?? "");
  });
}

interface Place {
  readonly path: FieldPath;
  readonly part: "key" | "value";
  readonly what: string;
  /** Where the field is written, when the path says otherwise. */
  readonly writtenAt?: FieldPath;
}

const TYPES = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  quantity: "a number with a unit, such as 500m or 10Gi",
} as const satisfies Readonly<Record<Wanted, string>>;

function wanted({ wants }: StructuralFault, value: unknown): string {
  if (wants === undefined) return "cannot be read as what it is";
  const isScalar = value === null || typeof value !== "object";
  return `must be ${TYPES[wants]}${wants === "string" && isScalar ? ": write it in quotes" : ""}`;
}

function unknownField(definition: string, fault: StructuralFault): string {
  const { spelling, homes } = meantBy(definition, fault);
  if (spelling !== undefined) return `is unknown, did you mean "${spelling}"?`;
  return homes.length === 0 ? "is unknown" : `is unknown here, it is a field of ${homesText(homes)}`;
}

/** What the structure of the kind says against the object, with the nearest right spelling. */
function structural({ object }: SourcedObject): readonly Place[] {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return [];
  const definition = definitionOf(apiVersion, kind);
  if (definition === undefined) return [];
  return structuralFaults(definition, object).map((fault): Place => {
    if (fault.kind === "wrong-type")
      return { path: fault.path, part: "value", what: wanted(fault, valueAt(object, fault.path)) };
    return { path: fault.path, part: "key", what: unknownField(definition, fault) };
  });
}

const OF_KUSTOMIZE = "kustomize.config.k8s.io/";

/** The kind of a manifest that kubectl finds no resource for. */
function ofKind({ file, object }: SourcedObject): readonly Place[] {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return [];
  if (resourceKindOf({ apiVersion, kind }) !== undefined) return [];
  if (apiVersion.startsWith(OF_KUSTOMIZE)) {
    const what = `is kustomize's, render it first: kubectl kustomize ${shellWord(dirname(file))} | stsctl … -f -`;
    return [{ path: ["apiVersion"], part: "value", what }];
  }
  const { field, write } = unknownKind({ apiVersion, kind });
  const flaw = field === "apiVersion" && write !== undefined ? "has no such kind" : "is unknown";
  const what = write === undefined ? flaw : `${flaw}, write ${write}`;
  return [{ path: [field], part: "value", what }];
}

function placesOf(failure: Failure): readonly Place[] {
  const { source } = failure;
  if (source === undefined) return [];
  if (failure.kind === "client") return ofKind(source);
  const { causes = [] } = failure.status.details ?? {};
  if (isUnreadable(failure.status)) return structural(source);
  if (failure.status.reason === "Invalid" && causes.length > 0) {
    return causes.map(({ field, message }): Place => {
      const path = parsePath(field);
      const { path: writtenAt, part = "value" } = writtenField(source.object, { path, shown: shownIn(message) });
      return { path, part, what: "", writtenAt };
    });
  }
  return [];
}

function unreadLines({ at, hint = "" }: Extract<Failure, { kind: "client" }>): readonly string[] {
  return at === undefined ? [] : [`  at ${at.file}:${at.start.line}:${at.start.column}  ${hint}`.trimEnd()];
}

/** Where in its file each field stands that was refused, in place of leaving the reader to search. */
export const annotateFailure: Annotate = (failure) => {
  if (failure.kind === "client" && failure.at !== undefined) return unreadLines(failure);
  const locate = failure.source?.locate;
  if (locate === undefined) return [];
  const lines = placesOf(failure).map(({ path, part, what, writtenAt = path }) => {
    const { file, start, exact } = locate(writtenAt, part);
    const field = path.length === 0 ? "" : `  ${printPath(path)}`;
    return `  ${exact ? "at" : "in"} ${file}:${start.line}:${start.column}${field}${what === "" ? "" : ` ${what}`}`;
  });
  return [...new Set(lines)].slice(0, PLACES_MAX);
};
