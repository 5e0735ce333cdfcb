import type { Answer } from "../../api/status.ts";
import type { Cluster, DeleteOptions, WriteOptions } from "../cluster.ts";
import { keyOfTarget } from "./session.ts";
import type { Target } from "./targets.ts";

/**
 * Deletes an object and creates it anew, as `--force` does. kubectl waits in between; what would still terminate is
 * taken away at once. Answers with the refusal of whichever request failed.
 */
export function recreate(cluster: Cluster, target: Target, body: unknown, options: WriteOptions): Answer {
  const key = keyOfTarget(target);
  const deletion: DeleteOptions = { propagationPolicy: "Background" };
  const gone = cluster.delete(key, options.dryRun === true ? { ...deletion, dryRun: true } : deletion);
  if (!gone.ok && gone.status.reason !== "NotFound") return gone;
  if (options.dryRun === true) return gone.ok ? gone : cluster.create(body, target.namespace, options);
  if (cluster.get(key).ok) cluster.delete(key, { ...deletion, gracePeriodSeconds: 0 });
  return cluster.create(body, target.namespace, options);
}
