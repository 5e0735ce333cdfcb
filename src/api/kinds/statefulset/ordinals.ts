import type { StatefulSet } from "./types.ts";

const DIGITS = /^[0-9]+$/;
const MAX_INT32 = 2 ** 31 - 1;
const NO_ORDINAL = { parent: "", ordinal: -1 } as const;

/**
 * The parent and the ordinal in a pod's name; `""` and -1 where there are none, -1 where it overflows (ID-3).
 * @see pkg/controller/statefulset/stateful_set_utils.go, `getParentNameAndOrdinal` (1.36)
 */
export function parentAndOrdinal(name: string): { readonly parent: string; readonly ordinal: number } {
  const dash = name.lastIndexOf("-");
  if (dash < 0) return NO_ORDINAL;
  const digits = name.slice(dash + 1);
  if (!DIGITS.test(digits)) return NO_ORDINAL;
  const ordinal = Number(digits);
  return { parent: name.slice(0, dash), ordinal: ordinal > MAX_INT32 ? -1 : ordinal };
}

/** ID-2: the ordinals of a set, from the first to before the end. */
export function ordinalRange(set: StatefulSet): { readonly first: number; readonly end: number } {
  const first = set.spec.ordinals?.start ?? 0;
  return { first, end: first + (set.spec.replicas ?? 1) };
}
