import { setMember } from "../../base/json.ts";
import { remembered } from "../defaulting.ts";
import { parseQuantity, printQuantity } from "../quantity.ts";
import { base64Of, canonicalBase64 } from "./base64.ts";
import { parseGoMicroTime, parseGoTime, printGoMicroTime, printGoTime } from "./go-time.ts";
import { isAlwaysWritten, isIgnored, isNulled, isPointer, isSeenEmpty } from "./go-types.ts";
import { definition, refOf, type SchemaNode } from "./schema.ts";

type Fields = Record<string, unknown>;

/** How a value of one schema node is rewritten. Undefined: the field is left out. */
interface Codec {
  /** Rewrites a value that is neither null nor undefined. */
  rewrite(value: unknown): unknown;
  /** Whether Go's omitempty leaves a rewritten value out. */
  isEmpty(value: unknown): boolean;
  /** What stands for null and for nothing, where a value must be written. */
  zero(): unknown;
}

interface FieldPlan {
  readonly codec: Codec;
  readonly keepsZero: boolean;
}

interface StructPlan {
  readonly fields: ReadonlyMap<string, FieldPlan>;
  readonly always: readonly string[];
  readonly nulled: readonly string[];
}

const never = (): boolean => false;

const STRING: Codec = { rewrite: (value) => value, isEmpty: (value) => value === "", zero: () => "" };
const BOOLEAN: Codec = { rewrite: (value) => value, isEmpty: (value) => value === false, zero: () => false };
function canonicalInteger(value: unknown): unknown {
  return Object.is(value, -0) ? 0 : value;
}

const INTEGER: Codec = {
  rewrite: canonicalInteger,
  isEmpty: (value) => value === 0,
  zero: () => 0,
};
function bytesText(value: unknown): unknown {
  if (typeof value === "string") return canonicalBase64(value);
  return Array.isArray(value) ? base64Of(value.map(Number)) : value;
}

const BYTES: Codec = {
  rewrite: bytesText,
  isEmpty: (value) => value === "",
  zero: () => "",
};
const RAW: Codec = { rewrite: (value) => value, isEmpty: never, zero: () => undefined };

function canonicalQuantity(value: unknown): unknown {
  const parsed = parseQuantity(String(value).trim());
  return parsed.ok ? printQuantity(parsed.quantity) : value;
}

function canonicalTime(value: unknown): unknown {
  const parsed = parseGoTime(String(value));
  return parsed.ok ? printGoTime(parsed.millis) : value;
}

function canonicalMicroTime(value: unknown): unknown {
  const parsed = parseGoMicroTime(String(value));
  return parsed.ok ? printGoMicroTime(parsed.millis, parsed.micros) : value;
}

const SPECIAL: Readonly<Record<string, Codec>> = {
  "api.resource.Quantity": { rewrite: canonicalQuantity, isEmpty: never, zero: () => "0" },
  "util.intstr.IntOrString": { rewrite: canonicalInteger, isEmpty: never, zero: () => 0 },
  "meta.v1.Time": { rewrite: canonicalTime, isEmpty: never, zero: () => undefined },
  "meta.v1.MicroTime": { rewrite: canonicalMicroTime, isEmpty: never, zero: () => undefined },
  "meta.v1.FieldsV1": RAW,
  "runtime.RawExtension": RAW,
};

/** Rewrites objects and lists, shared ones but once. */
function rewriting(rewrite: (value: object) => object): Codec["rewrite"] {
  const once = remembered(rewrite);
  return (value) => (typeof value === "object" && value !== null ? once(value) : value);
}

/** A list keeps its identity when none of its elements changes. */
function rewriteList(codec: Codec, value: object): object {
  if (!Array.isArray(value)) return value;
  const list: readonly unknown[] = value;
  let rewritten: unknown[] | undefined;
  for (const [index, item] of list.entries()) {
    const next: unknown = item === null || item === undefined ? codec.zero() : codec.rewrite(item);
    if (next === item) continue;
    rewritten ??= [...list];
    rewritten[index] = next;
  }
  return rewritten ?? list;
}

function listCodec(items: SchemaNode): Codec {
  const codec = codecOf(items);
  return {
    rewrite: rewriting((value) => rewriteList(codec, value)),
    isEmpty: (value) => Array.isArray(value) && value.length === 0,
    zero: () => [],
  };
}

function rewriteMap(codec: Codec, value: object): object {
  const written = value as Fields;
  const rewrite = (item: unknown): unknown =>
    item === null || item === undefined ? codec.zero() : codec.rewrite(item);
  if (Object.values(written).every((item) => rewrite(item) === item)) return value;
  const fields: Fields = {};
  for (const [name, item] of Object.entries(written)) setMember(fields, name, rewrite(item));
  return fields;
}

function mapCodec(values: SchemaNode): Codec {
  const codec = codecOf(values);
  return {
    rewrite: rewriting((value) => rewriteMap(codec, value)),
    isEmpty: (value) => typeof value === "object" && value !== null && Object.keys(value).length === 0,
    zero: () => ({}),
  };
}

/** A copy of the members that stand before one of that name. */
function membersBefore(fields: Fields, end: string): Fields {
  const members: Fields = {};
  for (const name in fields) {
    if (name === end) break;
    members[name] = fields[name];
  }
  return members;
}

/** What becomes of a member; undefined when it goes. */
function rewriteMember(field: FieldPlan | undefined, item: unknown): unknown {
  if (field === undefined || item === null || item === undefined) return undefined;
  const rewritten = field.codec.rewrite(item);
  return field.keepsZero || !field.codec.isEmpty(rewritten) ? rewritten : undefined;
}

/** A struct keeps its identity when none of its members changes. */
function rewriteStruct(plan: StructPlan, value: object): object {
  const written = value as Fields;
  let copy: Fields | undefined;
  // Documents inherit nothing: all that is enumerated is their own.
  for (const name in written) {
    const item = written[name];
    const rewritten = rewriteMember(plan.fields.get(name), item);
    if (copy === undefined) {
      if (rewritten !== undefined && Object.is(rewritten, item)) continue;
      copy = membersBefore(written, name);
    }
    if (rewritten !== undefined) copy[name] = rewritten;
  }
  for (const name of plan.always) {
    if (Object.hasOwn(copy ?? written, name)) continue;
    const zero = plan.fields.get(name)?.codec.zero();
    if (zero !== undefined) (copy ??= { ...written })[name] = zero;
  }
  for (const name of plan.nulled) if (!Object.hasOwn(copy ?? written, name)) (copy ??= { ...written })[name] = null;
  return copy ?? written;
}

function planOf(name: string): StructPlan {
  const fields = new Map<string, FieldPlan>();
  const always: string[] = [];
  const nulled: string[] = [];
  for (const [field, node] of Object.entries(definition(name)?.properties ?? {})) {
    if (isIgnored(name, field)) continue;
    const written = isAlwaysWritten(name, field);
    const isScalar = node.type !== "array" && node.type !== "object";
    fields.set(field, {
      codec: codecOf(node),
      keepsZero: written || isSeenEmpty(name, field) || (isScalar && isPointer(name, field)),
    });
    if (written) always.push(field);
    if (isNulled(name, field)) nulled.push(field);
  }
  return { fields, always, nulled };
}

/** Made once for each definition, when a document first has it. */
const structCodecs = new Map<string, Codec>();

function structCodec(name: string): Codec {
  const known = structCodecs.get(name);
  if (known !== undefined) return known;
  let plan: StructPlan | undefined;
  const lazyPlan = (): StructPlan => (plan ??= planOf(name));
  const codec: Codec = {
    rewrite: rewriting((value) => rewriteStruct(lazyPlan(), value)),
    isEmpty: never,
    zero: () => rewriteStruct(lazyPlan(), {}),
  };
  structCodecs.set(name, codec);
  return codec;
}

function codecOf(node: SchemaNode): Codec {
  const ref = refOf(node);
  if (ref !== undefined) return (Object.hasOwn(SPECIAL, ref) ? SPECIAL[ref] : undefined) ?? structCodec(ref);
  switch (node.type) {
    case "array":
      return listCodec(node.items ?? {});
    case "object":
      return node.additionalProperties === undefined ? RAW : mapCodec(node.additionalProperties);
    case "integer":
      return INTEGER;
    case "boolean":
      return BOOLEAN;
    default:
      return node.format === "byte" ? BYTES : STRING;
  }
}

/**
 * A well-formed document in the form in which the server writes it after decoding: unknown fields and nulls gone, zeros
 * left out where Go's omitempty leaves them out and written where it does not, quantities and times canonical.
 */
export function normalise(name: string, document: unknown): unknown {
  return structCodec(name).rewrite(document);
}
