/**
 * Reading of decoded objects whose structure has been checked. Validation looks at nearly every field of the API, most
 * of which no other code reads; these readers give Go's zero value where a field is absent, as upstream's code sees it.
 */
export type Fields = Readonly<Record<string, unknown>>;

/** A typed object as plain fields. */
export function fieldsFrom(object: object): Fields {
  return object as unknown as Fields;
}

export function has(object: Fields | undefined, name: string): boolean {
  return object?.[name] != null && Object.hasOwn(object, name);
}

/** The text in a field, "" where there is none. */
export function text(object: Fields | undefined, name: string): string {
  const value = object?.[name];
  return typeof value === "string" ? value : "";
}

/** The text in a field that may be absent. */
export function optionalText(object: Fields | undefined, name: string): string | undefined {
  const value = object?.[name];
  return typeof value === "string" ? value : undefined;
}

/** The number in a field, 0 where there is none. */
export function number(object: Fields | undefined, name: string): number {
  return optionalNumber(object, name) ?? 0;
}

export function optionalNumber(object: Fields | undefined, name: string): number | undefined {
  const value = object?.[name];
  return typeof value === "number" || typeof value === "bigint" ? (value as number) : undefined;
}

export function flag(object: Fields | undefined, name: string): boolean {
  return object?.[name] === true;
}

export function child(object: Fields | undefined, name: string): Fields | undefined {
  const value = object?.[name];
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Fields) : undefined;
}

const NONE: readonly never[] = [];

/** The objects in a list field; absent ones of a list that holds nulls are empty objects. */
export function list(object: Fields | undefined, name: string): readonly Fields[] {
  const value = object?.[name];
  if (!Array.isArray(value)) return NONE;
  return value.includes(null) ? value.map((item: Fields | null) => item ?? {}) : (value as readonly Fields[]);
}

export function texts(object: Fields | undefined, name: string): readonly string[] {
  const value = object?.[name];
  if (!Array.isArray(value)) return NONE;
  const items: readonly unknown[] = value;
  return items.every((item) => typeof item === "string")
    ? items
    : items.map((item) => (typeof item === "string" ? item : ""));
}

/** The keys of a map in the order in which Go sorts them; most are written so. */
export function sortedKeys(map: Fields): readonly string[] {
  const keys = Object.keys(map);
  for (let at = 1; at < keys.length; at++) if ((keys[at - 1] ?? "") > (keys[at] ?? "")) return keys.sort();
  return keys;
}

/** The entries of a map of texts, by key, which is how they come out of a map that Go sorts. */
export function textMap(object: Fields | undefined, name: string): readonly (readonly [string, string])[] {
  const map = child(object, name);
  if (map === undefined) return NONE;
  return sortedKeys(map).map((key) => [key, text(map, key)] as const);
}
