import { isJsonObject } from "../../base/json.ts";
import { compare, type Compared, type ComparedKind } from "../jsonpath/compare.ts";
import { TemplateError } from "../jsonpath/template-error.ts";
import { goTypeOf, sprint, sprintf } from "./sprintf.ts";

type Values = readonly unknown[];
type TemplateFunction = (...values: Values) => unknown;

/**
 * Whether a value counts as true: not false, zero, nil, or empty.
 * @see text/template/exec.go of Go 1.26, `IsTrue`
 */
export function isTrue(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return false;
  if (value === 0 || value === 0n) return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isJsonObject(value) || Object.keys(value).length > 0;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function length(value: unknown): bigint {
  if (value === undefined || value === null) {
    throw new TemplateError("reflect: call of reflect.Value.Type on zero Value");
  }
  if (typeof value === "string") return BigInt(bytesOf(value).length);
  if (Array.isArray(value)) return BigInt(value.length);
  if (isJsonObject(value)) return BigInt(Object.keys(value).length);
  throw new TemplateError(`len of type ${goTypeOf(value)}`);
}

function position(index: unknown, size: number): number {
  const isWhole = typeof index === "bigint" || Number.isInteger(index);
  if (!isWhole) throw new TemplateError(`cannot index slice/array with type ${goTypeOf(index)}`);
  const place = Number(index);
  if (place < 0 || place >= size) throw new TemplateError(`index out of range: ${place}`);
  return place;
}

function item(value: unknown, index: unknown): unknown {
  if (value === undefined || value === null) throw new TemplateError("index of untyped nil");
  if (Array.isArray(value)) return value[position(index, value.length)] as unknown;
  if (typeof value === "string") {
    const bytes = bytesOf(value);
    return BigInt(bytes[position(index, bytes.length)] ?? 0);
  }
  if (!isJsonObject(value)) throw new TemplateError(`can't index item of type ${goTypeOf(value)}`);
  if (typeof index !== "string") throw new TemplateError(`value has type ${goTypeOf(index)}; should be string`);
  return Object.hasOwn(value, index) ? value[index] : undefined;
}

function slice(value: unknown, ...bounds: Values): unknown {
  if (typeof value !== "string" && !Array.isArray(value)) {
    throw new TemplateError(`can't slice item of type ${goTypeOf(value)}`);
  }
  const ends = bounds.map((bound) => position(bound, value.length + 1));
  const [start = 0, end = value.length] = ends;
  if (start > end) throw new TemplateError(`invalid slice index: ${start} > ${end}`);
  return value.slice(start, end);
}

/** kubectl's own: whether indexing would find something. */
function exists(value: unknown, ...indexes: Values): boolean {
  let found: unknown = value;
  for (const index of indexes) {
    if (found === undefined || found === null || typeof found !== "object") return false;
    try {
      found = item(found, index);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return false;
    }
  }
  return found !== undefined;
}

/** A value that a function cannot be given. */
export class ArgumentError extends TemplateError {}

function base64decode(text: unknown): string {
  if (text === undefined) throw new ArgumentError("invalid value; expected string");
  if (typeof text !== "string") throw new ArgumentError(`wrong type for value; expected string; got ${goTypeOf(text)}`);
  const isBase64 = /^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(text) && !text.includes("_");
  if (!isBase64) {
    const at = text.search(/[^\w+/]|_/);
    throw new TemplateError(`base64 decode failed: illegal base64 data at input byte ${at < 0 ? text.length : at}`);
  }
  return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
}

function isEqual(left: unknown, right: unknown): boolean {
  if (left === undefined || left === null || right === undefined || right === null)
    return (left ?? undefined) === (right ?? undefined);
  const composite = [left, right].find((value) => typeof value === "object");
  if (composite !== undefined) {
    throw new TemplateError(`non-comparable type ${sprintf("%s", [composite])}: ${goTypeOf(composite)}`);
  }
  return compared(left, "==", right);
}

const KINDS: Readonly<Record<string, ComparedKind>> = {
  string: "string",
  bool: "bool",
  int: "int",
  int64: "int",
  float64: "float",
};

function side(value: unknown): Compared {
  return { value, kind: KINDS[goTypeOf(value)] };
}

function compared(left: unknown, operator: string, right: unknown): boolean {
  return compare(side(left), operator, side(right));
}

const HTML: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&#34;",
  "'": "&#39;",
  "\0": "\uFFFD",
};

const JS: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  '"': '\\"',
  "<": "\\u003C",
  ">": "\\u003E",
  "&": "\\u0026",
  "=": "\\u003D",
  "\n": "\\u000A",
  "\r": "\\u000D",
  "\t": "\\u0009",
};

const FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  len: (value) => length(value),
  index: (value, ...indexes) => indexes.reduce(item, value),
  slice,
  not: (value) => !isTrue(value),
  print: (...values) => sprint(values),
  println: (...values) => `${values.map((value) => sprint([value])).join(" ")}\n`,
  printf: (format, ...values) => sprintf(String(format), values),
  html: (...values) => sprint(values).replace(/[<>&"'\0]/g, (character) => HTML[character] ?? character),
  js: (...values) => sprint(values).replace(/[\\'"<>&=\n\r\t]/g, (character) => JS[character] ?? character),
  urlquery: (...values) => encodeURIComponent(sprint(values)).replaceAll("%20", "+"),
  eq: (left, ...rights) => {
    if (rights.length === 0) throw new TemplateError("missing argument for comparison");
    return rights.some((right) => isEqual(left, right));
  },
  ne: (left, right) => !isEqual(left, right),
  lt: (left, right) => compared(left, "<", right),
  le: (left, right) => compared(left, "<=", right),
  gt: (left, right) => compared(left, ">", right),
  ge: (left, right) => compared(left, ">=", right),
  exists,
  base64decode,
};

/** `and` and `or` look at their arguments one by one, so the evaluator has them itself. */
export function isFunction(name: string): boolean {
  return name === "and" || name === "or" || Object.hasOwn(FUNCTIONS, name);
}

/** How many arguments a function takes at least, and at most. */
const ARITY: Readonly<Record<string, readonly [least: number, most: number]>> = {
  len: [1, 1],
  not: [1, 1],
  index: [1, Infinity],
  slice: [1, 4],
  printf: [1, Infinity],
  eq: [1, Infinity],
  ne: [2, 2],
  lt: [2, 2],
  le: [2, 2],
  gt: [2, 2],
  ge: [2, 2],
  exists: [1, Infinity],
  base64decode: [1, 1],
};

/**
 * Calls a function of templates.
 * @throws TemplateError with Go's sentence
 */
export function callFunction(name: string, values: Values): unknown {
  const [least, most] = ARITY[name] ?? [0, Infinity];
  if (values.length < least || values.length > most) {
    const wanted = least === most ? String(least) : `at least ${least}`;
    throw new TemplateError(`wrong number of args for ${name}: want ${wanted} got ${values.length}`);
  }
  return FUNCTIONS[name]?.(...values);
}
