import type { Pod } from "../../api/kinds/pod/types.ts";
import { apiVersionOf, qualifiedResource } from "../../api/kinds.ts";
import { knownKinds } from "../../api/known-kinds.ts";
import { controllerOf, namespaceOf, type OwnerReference } from "../../api/object.ts";
import type { View } from "../../cluster/view.ts";

/** How many pods there ought to be, or why that cannot be told. */
export type Expectation =
  | { readonly ok: true; readonly count: number; readonly hasUnmanaged: boolean }
  | { readonly ok: false; readonly error: string };

const SCALABLE: ReadonlySet<string> = new Set(["Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"]);

interface Scale {
  readonly uid: string;
  readonly replicas: number;
}

function deploymentScale(namespace: string, reference: OwnerReference, view: View): Scale | undefined {
  const deployment = view.get("Deployment", namespace, reference.name);
  if (deployment?.metadata.uid !== reference.uid) return undefined;
  return { uid: reference.uid, replicas: deployment?.spec.replicas ?? 1 };
}

function scaleOf(namespace: string, reference: OwnerReference, view: View): Scale | undefined {
  if (reference.kind === "ReplicaSet") {
    const set = view.get("ReplicaSet", namespace, reference.name);
    if (set?.metadata.uid !== reference.uid || set === undefined) return undefined;
    const above = controllerOf(set);
    if (above?.kind === "Deployment") return deploymentScale(namespace, above, view);
    return { uid: reference.uid, replicas: set.spec.replicas ?? 1 };
  }
  if (reference.kind === "StatefulSet") {
    const set = view.get("StatefulSet", namespace, reference.name);
    if (set?.metadata.uid !== reference.uid || set === undefined) return undefined;
    return { uid: reference.uid, replicas: set.spec.replicas ?? 1 };
  }
  return undefined;
}

/** Of a kind that has no size, such as daemon sets and jobs. @see the same file, `getScaleController` */
function unscalable({ apiVersion, kind }: OwnerReference): string | undefined {
  const resource = knownKinds().find((one) => one.kind === kind && apiVersionOf(one) === apiVersion);
  if (resource === undefined || SCALABLE.has(kind)) return undefined;
  return `${qualifiedResource(resource)} does not implement the scale subresource`;
}

/**
 * The replicas of all workloads that the pods belong to.
 * @see pkg/controller/disruption/disruption.go, `getExpectedScale` (1.36)
 */
export function expectedScale(pods: readonly Pod[], view: View): Expectation {
  const scales = new Map<string, number>();
  const known = new Set<string>();
  let hasUnmanaged = false;
  for (const pod of pods) {
    const reference = controllerOf(pod);
    if (reference === undefined) {
      hasUnmanaged = true;
      continue;
    }
    if (known.has(reference.uid)) continue;
    const scale = scaleOf(namespaceOf(pod), reference, view);
    if (scale === undefined) {
      return { ok: false, error: unscalable(reference) ?? `found no controllers for pod "${pod.metadata.name}"` };
    }
    known.add(reference.uid);
    scales.set(scale.uid, scale.replicas);
  }
  return { ok: true, count: [...scales.values()].reduce((sum, replicas) => sum + replicas, 0), hasUnmanaged };
}
