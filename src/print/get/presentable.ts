import { isJsonObject } from "../../base/json.ts";

/** Members whose names are the users', not the API's. */
const FREE_NAMES = new Set(["labels", "annotations", "matchLabels", "nodeSelector", "selector", "data", "stringData"]);

const MICRO_TIMES = new Set(["eventTime", "lastObservedTime", "renewTime", "acquireTime"]);

function isTimeName(name: string): boolean {
  return name.endsWith("Time") || name.endsWith("Timestamp") || name.endsWith("At") || name === "time";
}

const FRACTION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/;

function presentableTime(name: string, text: string): string {
  if (!isTimeName(name)) return text;
  const match = FRACTION.exec(text);
  if (match === null) return text;
  const micros = MICRO_TIMES.has(name) ? `.${(match[2] ?? "").padEnd(6, "0").slice(0, 6)}` : "";
  return `${match[1] ?? ""}${micros}Z`;
}

function presentableMember(name: string, value: unknown): unknown {
  if (typeof value === "string") return presentableTime(name, value);
  return FREE_NAMES.has(name) ? value : presentable(value);
}

/**
 * A value as the API server sends it: the store's milliseconds cut off timestamps, six digits in those of microseconds.
 * The same identity when there is nothing to cut.
 */
export function presentable(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(presentable);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isJsonObject(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const name in value) {
    const member = presentableMember(name, value[name]);
    if (member !== value[name]) (copy ??= { ...value })[name] = member;
  }
  return copy ?? value;
}

/** The object without the record of who manages which field, which YAML and JSON leave out. */
export function withoutManagedFields(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  const items = value["items"];
  if (Array.isArray(items)) return { ...value, items: items.map(withoutManagedFields) };
  const metadata = value["metadata"];
  if (!isJsonObject(metadata) || metadata["managedFields"] === undefined) return value;
  const { managedFields: _, ...rest } = metadata;
  return { ...value, metadata: rest };
}
