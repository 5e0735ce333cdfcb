import type { DeleteOptions } from "../cluster.ts";
import { POLICY } from "./delete.ts";
import type { Forced } from "./request.ts";

/** How `--force` deletes; a grace of zero means one second, so that the pod's end is waited for. */
export function forcedDeletion({ cascade = "background", gracePeriodSeconds }: Forced): DeleteOptions {
  const grace = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds: Math.max(1, gracePeriodSeconds) };
  return { propagationPolicy: POLICY[cascade], ...grace };
}
