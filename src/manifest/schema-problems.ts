import { definition, definitionOf, refOf, type SchemaNode } from "../api/structure/schema.ts";
import type { FieldPath } from "../base/field-path.ts";
import { isJsonObject, type JsonObject } from "../base/json.ts";

export interface SchemaProblem {
  readonly message: string;
  readonly path: FieldPath;
}

/** A value of an object, and by which names kubectl tells where it stands. */
interface Place {
  readonly value: unknown;
  readonly names: string;
  readonly path: FieldPath;
}

/** What a value has to be, and where in the document of OpenAPI that is said. */
interface Wanted {
  readonly node: SchemaNode;
  readonly name: string;
}

const APIMACHINERY = /^(?:api\.resource|util\.intstr|runtime)\./;

/** `io.k8s.api.apps.v1.StatefulSet` for `apps.v1.StatefulSet`. */
function fullName(name: string): string {
  if (name.startsWith("meta.")) return `io.k8s.apimachinery.pkg.apis.${name}`;
  return APIMACHINERY.test(name) ? `io.k8s.apimachinery.pkg.${name}` : `io.k8s.api.${name}`;
}

/** Amounts and ports by number or name, which OpenAPI 2 takes for texts. */
const TEXT: SchemaNode = { type: "string" };
const TEXTS = new Set(["api.resource.Quantity", "util.intstr.IntOrString"]);

function resolved({ node, name }: Wanted): Wanted {
  const reference = refOf(node);
  if (reference === undefined) return { node, name };
  const referred = TEXTS.has(reference) ? TEXT : (definition(reference) ?? {});
  return resolved({ node: referred, name: fullName(reference) });
}

const problem = ({ names, path }: Place, why: string): SchemaProblem => ({
  message: `ValidationError(${names}): ${why}`,
  path,
});

const INT64_SIZE = 2 ** 63;

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint" || (Number.isInteger(value) && Math.abs(value as number) < INT64_SIZE))
    return "integer";
  return typeof value === "object" ? "map" : typeof value;
}

function expectedOf(node: SchemaNode): string | undefined {
  if (node.type === "object" || node.properties !== undefined) return "map";
  return node.type;
}

function fits(kind: string, expected: string): boolean {
  if (kind === expected) return true;
  if (kind === "array" || kind === "map") return false;
  return (
    expected === "string" ||
    (kind === "integer" && expected === "number") ||
    (kind === "number" && expected === "integer")
  );
}

function problems(place: Place, given: Wanted): readonly SchemaProblem[] {
  const wanted = resolved(given);
  const expected = expectedOf(wanted.node);
  if (expected === undefined) return [];
  const kind = kindOf(place.value);
  if (!fits(kind, expected)) {
    return [problem(place, `invalid type for ${wanted.name}: got "${kind}", expected "${expected}"`)];
  }
  if (Array.isArray(place.value)) return itemProblems(place.value, place, wanted);
  if (!isJsonObject(place.value)) return [];
  return wanted.node.properties === undefined
    ? memberProblems(place.value, place, wanted)
    : fieldProblems(place.value, place, wanted);
}

function itemProblems(list: readonly unknown[], place: Place, { node, name }: Wanted): readonly SchemaProblem[] {
  return list.flatMap((value, index): readonly SchemaProblem[] => {
    const at = { value, names: `${place.names}[${index}]`, path: [...place.path, index] };
    if (value !== null) return problems(at, { node: node.items ?? {}, name });
    return [{ ...problem(place, `unknown object type "nil" in ${at.names}`), path: at.path }];
  });
}

function memberProblems(map: JsonObject, { names, path }: Place, { node, name }: Wanted): readonly SchemaProblem[] {
  return Object.keys(map)
    .sort()
    .flatMap((key): readonly SchemaProblem[] => {
      const at = { value: map[key], names: `${names}.${key}`, path: [...path, { key }] };
      if (at.value !== null) return problems(at, { node: node.additionalProperties ?? {}, name });
      return [{ message: `unknown object type "nil" in ${at.names}`, path: at.path }];
    });
}

function fieldProblems(object: JsonObject, place: Place, { node, name }: Wanted): SchemaProblem[] {
  const fields = node.properties ?? {};
  const known = Object.keys(object)
    .sort()
    .flatMap((field): readonly SchemaProblem[] => {
      const value = object[field];
      if (value === null) return [];
      const at = { value, names: `${place.names}.${field}`, path: [...place.path, field] };
      const wanted = Object.hasOwn(fields, field) ? fields[field] : undefined;
      if (wanted !== undefined) return problems(at, { node: wanted, name: `${name}.${field}` });
      return [{ ...problem(place, `unknown field "${field}" in ${name}`), path: at.path }];
    });
  const missing = (node.required ?? []).filter((field) => (object[field] ?? null) === null);
  return [...known, ...missing.map((field) => problem(place, `missing required field "${field}" in ${name}`))];
}

/**
 * What kubectl itself has against an object whose server it cannot ask to check it; nothing where it does not know the
 * kind.
 * @see k8s.io/kube-openapi/pkg/util/proto/validation/types.go, `ValidateModel` (1.36)
 */
export function schemaProblems(object: JsonObject): readonly SchemaProblem[] {
  const [apiVersion, kind] = [String(object["apiVersion"]), String(object["kind"])];
  const name = definitionOf(apiVersion, kind);
  if (name === undefined) return [];
  return problems({ value: object, names: kind, path: [] }, { node: { $ref: `#/definitions/${name}` }, name });
}
