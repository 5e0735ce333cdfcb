import { byBytes, goString, isJsonObject } from "../../base/json.ts";
import type { PrintedValue } from "../field-error.ts";
import { child, flag, has, list, number, text, type Fields } from "./fields.ts";

/**
 * Values as upstream's internal Go structs print them: members in the struct's order under their Go names, absent ones
 * as Go's zero values.
 */
type GoKind =
  | "text"
  | "number"
  | "flag"
  /** A number, or a percentage as text; 0 when absent. */
  | "intOrPercent"
  /** A pointer, slice or map of plain values: null when absent, else as it is. */
  | "pointer"
  | "selector"
  | { readonly struct: GoStruct }
  | { readonly pointerTo: GoStruct }
  | { readonly listOf: GoStruct }
  /** Metadata in the struct itself, of which the API's names show, and only of what is given. */
  | { readonly embedded: readonly string[] };

/** A struct's members: its Go name, what it holds, and the API's name where that is not the Go name in lower case. */
export type GoStruct = readonly (readonly [goName: string, kind: GoKind, name?: string])[];

function lowerFirst(name: string): string {
  return `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
}

function selectorValue(selector: Fields): ReadonlyMap<string, unknown> {
  const members = new Map<string, unknown>();
  if (has(selector, "matchLabels") && Object.keys(child(selector, "matchLabels") ?? {}).length > 0)
    members.set("matchLabels", selector["matchLabels"]);
  if (list(selector, "matchExpressions").length > 0)
    members.set(
      "matchExpressions",
      list(selector, "matchExpressions").map((expression) => {
        const { key = "", operator = "", values } = expression;
        return new Map(Object.entries({ key, operator, ...(values == null ? {} : { values }) }));
      }),
    );
  return members;
}

type MemberKind = Exclude<GoKind, { readonly embedded: readonly string[] }>;

function memberValue(object: Fields, name: string, kind: MemberKind): unknown {
  switch (kind) {
    case "text":
      return text(object, name);
    case "number":
      return number(object, name);
    case "flag":
      return flag(object, name);
    case "intOrPercent":
      return object[name] ?? 0;
    case "pointer":
      return object[name] ?? null;
    case "selector": {
      const selector = child(object, name);
      return selector === undefined ? null : selectorValue(selector);
    }
  }
  if ("struct" in kind) return goStruct(child(object, name) ?? {}, kind.struct);
  if (!has(object, name)) return null;
  if ("listOf" in kind) return list(object, name).map((item) => goStruct(item, kind.listOf));
  return goStruct(child(object, name) ?? {}, kind.pointerTo);
}

type Member = readonly [string, unknown];

function membersOf(object: Fields, [goName, kind, name = lowerFirst(goName)]: GoStruct[number]): readonly Member[] {
  if (typeof kind === "string" || !("embedded" in kind)) return [[goName, memberValue(object, name, kind)]];
  const inner = child(object, name) ?? {};
  return kind.embedded.filter((given) => has(inner, given)).map((given) => [given, inner[given]]);
}

/** An object of the API as the internal struct: an ordered map of its members. */
export function goStruct(object: Fields, shape: GoStruct): ReadonlyMap<string, unknown> {
  return new Map(shape.flatMap((member) => membersOf(object, member)));
}

/** A label selector as it prints: members in declaration order, empty ones left out. */
export function printedSelector(selector: Fields): PrintedValue {
  return { printed: printGo(selectorValue(selector)) };
}

export function printedStruct(object: Fields, shape: GoStruct): PrintedValue {
  return { printed: printGo(goStruct(object, shape)) };
}

/** Members in the order given. */
export function goOrdered(members: readonly (readonly [string, unknown])[]): PrintedValue {
  return { printed: printGo(new Map(members)) };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (value instanceof Map) return [...(value as ReadonlyMap<string, unknown>)];
  const object = isJsonObject(value) ? value : {};
  return Object.keys(object)
    .filter((name) => object[name] !== undefined)
    .sort(byBytes)
    .map((name) => [name, object[name]] as const);
}

function bracketed(open: string, items: readonly string[], close: string, indent: string | undefined): string {
  if (items.length === 0) return open + close;
  if (indent === undefined) return `${open}${items.join(",")}${close}`;
  return `${open}\n${items.map((item) => `${indent} ${item}`).join(",\n")}\n${indent}${close}`;
}

/**
 * JSON as Go's encoder writes it: compact, or one member a line with one space a level when `indent` is given (the
 * indentation reached so far).
 */
export function printGo(value: unknown, indent?: string): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return goString(value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return value.toString();
  const deeper = indent === undefined ? undefined : `${indent} `;
  if (Array.isArray(value))
    return bracketed(
      "[",
      value.map((item) => printGo(item, deeper)),
      "]",
      indent,
    );
  const colon = indent === undefined ? ":" : ": ";
  const members = entriesOf(value).map(([name, member]) => `${goString(name)}${colon}${printGo(member, deeper)}`);
  return bracketed("{", members, "}", indent);
}
