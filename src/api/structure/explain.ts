import type { FieldPath, PathSegment } from "../../base/field-path.ts";
import { byBytes, goJson, isJsonObject } from "../../base/json.ts";
import { parseQuantity } from "../quantity.ts";
import { base64Fault } from "./base64.ts";
import { parseGoMicroTime, parseGoTime, type ParsedTime } from "./go-time.ts";
import { embeddedIn } from "./go-types.ts";
import { goTypeName, structName } from "./go-type-names.ts";
import { definition, fieldsOf, refOf, type SchemaNode } from "./schema.ts";

/** A JSON type, or a number with a unit. */
export type Wanted = NonNullable<SchemaNode["type"]> | "quantity";

/** Something that Go's strict decoder objects to. */
export interface StructuralFault {
  readonly kind: "unknown-field" | "wrong-type";
  readonly path: FieldPath;
  /** In the server's words, e.g. `unknown field "spec.replica"`. */
  readonly message: string;
  /** Of a wrong type: what the field has to be, where a word says it. */
  readonly wants?: Wanted;
  /** Of an unknown field: the names that its parent knows. */
  readonly candidates?: readonly string[];
  /** Decoding stops here: of several wrong types, the server reports the first that stops it, else the first. */
  readonly stops: boolean;
}

interface Target {
  readonly node: SchemaNode;
  /** The definition that the field belongs to, and its name there. */
  readonly owner: string;
  readonly field: string;
  /** What it is in, and which part of that: only who reports a fault puts the path together. */
  readonly within: Target | undefined;
  readonly segment: PathSegment | undefined;
  /** The embedded struct that has the field. */
  readonly embedded: string | undefined;
}

function pathOf(target: Target | undefined): FieldPath {
  const path: PathSegment[] = [];
  for (let at = target; at !== undefined; at = at.within) if (at.segment !== undefined) path.unshift(at.segment);
  return path;
}

/** Names of fields and of embedded structs, as type errors list them. */
function stackOf(target: Target): readonly string[] {
  const stack: string[] = [];
  for (let at: Target | undefined = target; at !== undefined; at = at.within) {
    const { segment, embedded } = at;
    if (typeof segment !== "string") continue;
    stack.unshift(...(embedded === undefined ? [segment] : [embedded, segment]));
  }
  return stack;
}

type Report = (fault: StructuralFault) => void;

/** What a decoder of its own says of a value. */
type SpecialFault = (target: Target, value: unknown) => StructuralFault | undefined;

/** The strict decoder keeps no more. @see sigs.k8s.io/json, `saveStrictError` */
const MAX_UNKNOWN = 100;

function valueName(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "object") return "object";
  if (typeof value === "boolean") return "bool";
  return typeof value === "bigint" ? "number" : typeof value;
}

/** Path of an unknown field: names joined by dots, map keys too. @see sigs.k8s.io/json, `appendStrictFieldStackKey` */
function strictPath(path: FieldPath): string {
  let text = "";
  for (const segment of path) {
    if (typeof segment === "number") text += `[${segment}]`;
    else {
      const name = typeof segment === "object" ? segment.key : segment;
      text += text === "" ? name : `.${name}`;
    }
  }
  return text;
}

function mismatch(target: Target, value: string, type: string, stops: boolean): StructuralFault {
  const field = `${structName(target.owner)}.${stackOf(target).join(".")}`;
  const message = `json: cannot unmarshal ${value} into Go struct field ${field} of type ${type}`;
  const { type: wants } = target.node;
  return { kind: "wrong-type", path: pathOf(target), message, stops, ...(wants === undefined ? {} : { wants }) };
}

function wrong(target: Target, message: string, stops: boolean): StructuralFault {
  return { kind: "wrong-type", path: pathOf(target), message, stops };
}

function isWholeWithin(value: unknown, bits: 32 | 64): boolean {
  if (Number.isSafeInteger(value)) return bits === 64 || (value as number) === ((value as number) | 0);
  if (typeof value === "number" && !Number.isInteger(value)) return false;
  if (typeof value !== "number" && typeof value !== "bigint") return false;
  // Beyond 2^53 the reader keeps integers as bigint; a number that large had a fraction or an exponent.
  if (typeof value === "number" && Math.abs(value) >= 1e21) return false;
  return BigInt.asIntN(bits, BigInt(value)) === BigInt(value);
}

function numberText(value: unknown): string {
  return typeof value === "number" || typeof value === "bigint" ? `number ${value}` : valueName(value);
}

function quantityFault(target: Target, value: unknown): StructuralFault | undefined {
  // Go looks at the JSON text, so that even `true` is a badly written quantity.
  const text = typeof value === "string" ? goJson(value).slice(1, -1) : goJson(value);
  const parsed = parseQuantity(text.trim());
  return parsed.ok ? undefined : { ...wrong(target, parsed.error, true), wants: "quantity" };
}

function timeFault(parse: (text: string) => ParsedTime): SpecialFault {
  return (target, value) => {
    if (typeof value !== "string") return mismatch(target, valueName(value), "string", true);
    const parsed = parse(value);
    return parsed.ok ? undefined : wrong(target, parsed.error, true);
  };
}

function intOrStringFault(target: Target, value: unknown): StructuralFault | undefined {
  if (typeof value === "string" || isWholeWithin(value, 32)) return undefined;
  return mismatch(target, numberText(value), "int32", true);
}

/** Types whose Go decoder is written by hand; all but these stop nothing. */
const SPECIAL: Readonly<Record<string, SpecialFault>> = {
  "api.resource.Quantity": quantityFault,
  "util.intstr.IntOrString": intOrStringFault,
  "meta.v1.Time": timeFault(parseGoTime),
  "meta.v1.MicroTime": timeFault(parseGoMicroTime),
  "meta.v1.FieldsV1": () => undefined,
  "runtime.RawExtension": () => undefined,
};

/** Bytes may be written as base64 or, as Go's decoder has it, as a list of numbers. */
function explainBytes(target: Target, value: unknown, report: Report): void {
  if (Array.isArray(value)) {
    for (const byte of value as readonly unknown[]) {
      const fits = byte === null || (typeof byte === "number" && (byte & 0xff) === byte);
      if (!fits) report(mismatch(target, numberText(byte), "uint8", false));
    }
    return;
  }
  if (typeof value !== "string") return report(mismatch(target, valueName(value), "[]uint8", false));
  const at = base64Fault(value);
  if (at !== undefined) report(wrong(target, `illegal base64 data at input byte ${at}`, false));
}

function explainScalar(target: Target, value: unknown, report: Report): void {
  const { node, owner, field } = target;
  const type = goTypeName(node, owner, field);
  if (node.type === "integer") {
    if (!isWholeWithin(value, node.format === "int32" ? 32 : 64)) {
      report(mismatch(target, numberText(value), type, false));
    }
  } else if (node.format === "byte") explainBytes(target, value, report);
  else if (typeof value !== node.type) report(mismatch(target, valueName(value), type, false));
}

function inside(target: Target, node: SchemaNode, segment: PathSegment): Target {
  const { owner, field } = target;
  return { node, owner, field, within: target, segment, embedded: undefined };
}

function explainList(target: Target, value: unknown, report: Report): void {
  const { node, owner, field } = target;
  if (!Array.isArray(value)) return report(mismatch(target, valueName(value), goTypeName(node, owner, field), false));
  value.forEach((item: unknown, index) => explain(inside(target, node.items ?? {}, index), item, report));
}

/** Names in the order in which the server meets them: clients and YAML readers sort them. */
function namesOf(value: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(value).sort(byBytes);
}

function explainMap(target: Target, value: unknown, report: Report): void {
  const { node, owner, field } = target;
  if (!isJsonObject(value)) return report(mismatch(target, valueName(value), goTypeName(node, owner, field), false));
  const values = node.additionalProperties;
  if (values === undefined) return;
  for (const key of namesOf(value)) explain(inside(target, values, { key }), value[key], report);
}

function explainStruct(name: string, target: Target, value: unknown, report: Report): void {
  if (!isJsonObject(value)) {
    const fault = mismatch(target, valueName(value), goTypeName(target.node, target.owner, target.field), false);
    return report({ ...fault, wants: "object" });
  }
  const properties = definition(name)?.properties ?? {};
  for (const field of namesOf(value)) {
    const node = Object.hasOwn(properties, field) ? properties[field] : undefined;
    if (node === undefined) {
      const path = [...pathOf(target), field];
      const message = `unknown field "${strictPath(path)}"`;
      report({ kind: "unknown-field", path, message, candidates: fieldsOf(name), stops: false });
      continue;
    }
    const embedded = embeddedIn(name, field);
    explain({ node, owner: name, field, within: target, segment: field, embedded }, value[field], report);
  }
}

function explain(target: Target, value: unknown, report: Report): void {
  if (value === null || value === undefined) return;
  const ref = refOf(target.node);
  if (ref !== undefined) {
    const special = Object.hasOwn(SPECIAL, ref) ? SPECIAL[ref] : undefined;
    if (special === undefined) return explainStruct(ref, target, value, report);
    const fault = special(target, value);
    if (fault !== undefined) report(fault);
  } else if (target.node.type === "array") explainList(target, value, report);
  else if (target.node.type === "object") explainMap(target, value, report);
  else explainScalar(target, value, report);
}

/**
 * All that Go's decoder objects to in a value of a definition, in the order in which it meets it. `at` is the field of
 * the document where the value stands, when it is not the document itself.
 * @see sigs.k8s.io/json, `UnmarshalStrict`; encoding/json, `UnmarshalTypeError`
 */
export function structuralFaults(name: string, value: unknown, at?: string): readonly StructuralFault[] {
  const faults: StructuralFault[] = [];
  let unknown = 0;
  const node = { $ref: `#/definitions/${name}` };
  const root: Target = { node, owner: name, field: "", within: undefined, segment: at, embedded: undefined };
  explain(root, value, (fault) => {
    if (fault.kind === "unknown-field" && ++unknown > MAX_UNKNOWN) return;
    faults.push(fault);
  });
  return faults;
}
