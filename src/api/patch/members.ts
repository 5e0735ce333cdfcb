import { isJsonObject, type JsonObject } from "../../base/json.ts";

/** A member of an object's own; `__proto__` is a name like any other. */
export function member(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** An object under construction. Names may be anything, `__proto__` included. */
export class Members {
  private readonly values: Map<string, unknown>;

  constructor(start: JsonObject = {}) {
    this.values = new Map(Object.entries(start));
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  get(name: string): unknown {
    return this.values.get(name);
  }

  set(name: string, value: unknown): void {
    this.values.set(name, value);
  }

  delete(name: string): void {
    this.values.delete(name);
  }

  names(): readonly string[] {
    return [...this.values.keys()];
  }

  get size(): number {
    return this.values.size;
  }

  /** The object, or `unchanged` when every member is the same value in it. */
  build(unchanged?: JsonObject): JsonObject {
    if (unchanged !== undefined && this.sameAs(unchanged)) return unchanged;
    return Object.fromEntries(this.values);
  }

  private sameAs(other: JsonObject): boolean {
    const names = Object.keys(other);
    return (
      names.length === this.values.size &&
      names.every((name) => this.values.has(name) && this.values.get(name) === other[name])
    );
  }
}

/** The kind of a JSON value as far as patches tell kinds apart. */
export function jsonType(value: unknown): "null" | "map" | "list" | "string" | "number" | "boolean" {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "list";
  if (isJsonObject(value)) return "map";
  if (typeof value === "string") return "string";
  return typeof value === "boolean" ? "boolean" : "number";
}
