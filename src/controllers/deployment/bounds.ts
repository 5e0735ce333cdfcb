import { scaledValue } from "../../api/int-or-percent.ts";
import type { Deployment } from "../../api/kinds/deployment/types.ts";

/** How far a rolling update may go over and under the wanted number of pods. */
export interface Bounds {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/**
 * Both percentages of the wanted number; where both come to nothing one pod may be missing, lest nothing ever moves.
 * @see pkg/controller/deployment/util/deployment_util.go, `ResolveFenceposts`, `MaxUnavailable` (1.36)
 */
export function boundsOf({ spec }: Deployment): Bounds {
  const replicas = spec.replicas ?? 1;
  if (spec.strategy?.type === "Recreate") return { maxSurge: 0, maxUnavailable: 0 };
  const { maxSurge: surge = "25%", maxUnavailable: missing = "25%" } = spec.strategy?.rollingUpdate ?? {};
  const maxSurge = scaledValue(surge, replicas, "up");
  const maxUnavailable = scaledValue(missing, replicas, "down");
  const needed = maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable;
  return { maxSurge, maxUnavailable: Math.min(needed, replicas) };
}
