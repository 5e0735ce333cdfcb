import { scaledValue } from "../../../src/api/int-or-percent.ts";
import type { Deployment } from "../../../src/api/kinds/deployment/types.ts";
import { isPodReady } from "../../../src/api/kinds/pod/types.ts";
import type { PodDisruptionBudget } from "../../../src/api/kinds/poddisruptionbudget/types.ts";
import { controllerOf } from "../../../src/api/object.ts";
import { selects } from "../../../src/api/selector.ts";
import type { View } from "../../../src/cluster/view.ts";

/** How far a Deployment's rolling update may go over and under the wanted number. */
export function boundsIn({ spec }: Deployment): { readonly maxSurge: number; readonly maxUnavailable: number } {
  if (spec.strategy?.type === "Recreate") return { maxSurge: 0, maxUnavailable: spec.replicas ?? 1 };
  const { maxSurge = "25%", maxUnavailable = "25%" } = spec.strategy?.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, spec.replicas ?? 1, "up");
  const missing = scaledValue(maxUnavailable, spec.replicas ?? 1, "down");
  return { maxSurge: surge, maxUnavailable: surge === 0 && missing === 0 ? 1 : missing };
}

function scaleOf(kind: string, name: string, view: View): readonly [string, number] | undefined {
  const object = view.get(kind, "default", name);
  if (object === undefined) return undefined;
  const above = kind === "ReplicaSet" ? controllerOf(object) : undefined;
  if (above !== undefined) return scaleOf(above.kind, above.name, view);
  const { spec } = object as { spec?: { replicas?: number } };
  return [object.metadata.uid ?? "", spec?.replicas ?? 1];
}

/** What a budget asks for and has, counted anew; what it asks for is undefined where nobody can tell. */
export function demandIn(
  { spec }: PodDisruptionBudget,
  view: View,
): { readonly desired: number | undefined; readonly healthy: number; readonly expected: number } {
  const pods = view.list("Pod", "default").filter((pod) => selects(spec.selector, pod.metadata.labels));
  const healthy = pods.filter((pod) => isPodReady(pod) && pod.metadata.deletionTimestamp === undefined).length;
  if (spec.maxUnavailable === undefined && typeof spec.minAvailable === "number") {
    return { desired: spec.minAvailable, healthy, expected: pods.length };
  }
  const scales = new Map<string, number>();
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (owner === undefined) continue;
    const scale = owner.kind === "DaemonSet" ? undefined : scaleOf(owner.kind, owner.name, view);
    if (scale === undefined) return { desired: undefined, healthy, expected: 0 };
    scales.set(...scale);
  }
  const expected = [...scales.values()].reduce((sum, replicas) => sum + replicas, 0);
  const desired =
    spec.maxUnavailable === undefined
      ? scaledValue(spec.minAvailable ?? 0, expected, "up")
      : Math.max(0, expected - scaledValue(spec.maxUnavailable, expected, "up"));
  return { desired, healthy, expected };
}
