import type { Deployment } from "../../api/kinds/deployment/types.ts";
import type { PodTemplateSpec } from "../../api/kinds/pod/types.ts";
import type { ReplicaSet } from "../../api/kinds/replicaset/types.ts";
import { instantOf } from "../../base/instant.ts";
import { byBytes, sameJson } from "../../base/json.ts";

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

function withoutHash(template: PodTemplateSpec | undefined): unknown {
  const { [HASH_LABEL]: _hash, ...labels } = template?.metadata?.labels ?? {};
  return { ...template, metadata: { ...template?.metadata, labels } };
}

/** The oldest replica set with the Deployment's template. @see pkg/controller/deployment/util/deployment_util.go, `FindNewReplicaSet` (1.36) */
export function replicaSetOf(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const wanted = withoutHash(deployment.spec.template);
  return [...sets].sort(byCreation).find((set) => sameJson(withoutHash(set.spec.template), wanted));
}
