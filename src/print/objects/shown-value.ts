import { isJsonObject } from "../../base/json.ts";

const FRACTION = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.\d{1,3}Z$/;

/** Fields whose type keeps fractions of a second: `MicroTime` in Kubernetes. */
const MICRO_TIMES = new Set(["eventTime", "acquireTime", "renewTime", "lastObservedTime"]);

/** Lists that are null when they are empty, by kind: readers here rely on lists, the server's answers do not have them. */
const NULL_WHEN_EMPTY: Readonly<Record<string, readonly string[]>> = { EndpointSlice: ["endpoints", "ports"] };

function isEmptyList(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/** The members of an object that are set. */
export function presentMembers(object: object): [string, unknown][] {
  return Object.entries(object).filter(([, value]) => value !== undefined);
}

/**
 * A value as the API server would have sent it: timestamps in whole seconds, which is all that `metav1.Time` writes.
 * Strings in `data`, annotations and the like stay as they are: only members whose name ends in `Time`, `Timestamp`
 * or `At` are timestamps.
 */
export function shownValue(value: unknown, name = ""): unknown {
  if (typeof value === "string") {
    const isTime = /(?:^t|T)ime(?:stamp)?$|At$/.test(name) && !MICRO_TIMES.has(name);
    return isTime ? value.replace(FRACTION, "$1Z") : value;
  }
  if (Array.isArray(value)) return value.map((item) => shownValue(item));
  if (!isJsonObject(value)) return value;
  const shown: Record<string, unknown> = {};
  for (const [member, inner] of presentMembers(value)) {
    const isFree = name === "annotations" || name === "labels" || name === "data" || name === "stringData";
    const text = isFree ? inner : shownValue(inner, member);
    Object.defineProperty(shown, member, { value: text, enumerable: true, configurable: true, writable: true });
  }
  for (const list of NULL_WHEN_EMPTY[String(value["kind"])] ?? []) if (isEmptyList(shown[list])) shown[list] = null;
  return shown;
}
