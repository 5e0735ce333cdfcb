import type { KubeObject } from "../api/object.ts";
import { type Instant, instantOf } from "../base/instant.ts";

/** The latest moment that anything in the objects names as past, so that nothing in them lies in the future. */
export function latestMoment(objects: readonly KubeObject[]): Instant {
  let latest = Number.NEGATIVE_INFINITY;
  JSON.stringify(objects, (name, value: unknown) => {
    const isPast = /^(creationTimestamp|lastTransitionTime|startTime|startedAt|finishedAt|lastTimestamp)$/.test(name);
    if (isPast && typeof value === "string") latest = Math.max(latest, instantOf(value) || latest);
    return typeof value === "bigint" ? undefined : value;
  });
  return latest;
}
