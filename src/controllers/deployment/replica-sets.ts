import type { Deployment } from "../../api/kinds/deployment/types.ts";
import type { PodTemplateSpec } from "../../api/kinds/pod/types.ts";
import type { ReplicaSet } from "../../api/kinds/replicaset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import { instantOf } from "../../base/instant.ts";
import { byBytes, sameJson } from "../../base/json.ts";
import type { StepContext } from "../controller.ts";
import { controllerReference } from "../owned-pods.ts";

export const HASH_LABEL = "pod-template-hash";
export const REVISION = "deployment.kubernetes.io/revision";
export const DESIRED_REPLICAS = "deployment.kubernetes.io/desired-replicas";
export const MAX_REPLICAS = "deployment.kubernetes.io/max-replicas";

/** The replica sets of a Deployment. */
export interface ReplicaSets {
  /** The one with the Deployment's template. */
  readonly current: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
}

export const wantedReplicas = (set: ReplicaSet): number => set.spec.replicas ?? 0;
export const availableReplicas = (set: ReplicaSet): number => set.status?.availableReplicas ?? 0;
export const revisionOf = (set: ReplicaSet): number => Number(set.metadata.annotations?.[REVISION] ?? 0) || 0;

export function sumOf(sets: readonly ReplicaSet[], of: (set: ReplicaSet) => number): number {
  return sets.reduce((sum, set) => sum + of(set), 0);
}

export function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  const ages = instantOf(a.metadata.creationTimestamp ?? "") - instantOf(b.metadata.creationTimestamp ?? "");
  return ages || byBytes(a.metadata.name, b.metadata.name);
}

/**
 * The Deployment's replica sets: those it controls, and those without a controller that it selects and so adopts.
 * @see pkg/controller/deployment/deployment_controller.go, `getReplicaSetsForDeployment` (1.36)
 */
export function claimReplicaSets(deployment: Deployment, { view, api }: StepContext): readonly ReplicaSet[] {
  const sets = view.indexed("ReplicaSet", "controller", deployment.metadata.uid ?? "");
  if (deployment.metadata.deletionTimestamp !== undefined) return sets;
  const orphans = view.indexed("ReplicaSet", "controller", `orphan:${namespaceOf(deployment)}`);
  const adopted = orphans.flatMap((set): readonly ReplicaSet[] => {
    if (set.metadata.deletionTimestamp !== undefined) return [];
    if (!selects(deployment.spec.selector, set.metadata.labels)) return [];
    const ownerReferences = [...(set.metadata.ownerReferences ?? []), controllerReference(deployment)];
    const answer = api.update({ ...set, metadata: { ...set.metadata, ownerReferences } });
    return answer.ok ? [answer.object] : [];
  });
  return [...sets, ...adopted];
}

function withoutHash(template: PodTemplateSpec | undefined): unknown {
  const { [HASH_LABEL]: _hash, ...labels } = template?.metadata?.labels ?? {};
  return { ...template, metadata: { ...template?.metadata, labels } };
}

/** The oldest replica set with the Deployment's template. @see pkg/controller/deployment/util/deployment_util.go, `FindNewReplicaSet` (1.36) */
export function replicaSetOf(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const wanted = withoutHash(deployment.spec.template);
  return [...sets].sort(byCreation).find((set) => sameJson(withoutHash(set.spec.template), wanted));
}
