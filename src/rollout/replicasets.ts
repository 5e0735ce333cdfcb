import type { Deployment } from "../api/kinds/deployment/types.ts";
import type { PodTemplateSpec } from "../api/kinds/pod/types.ts";
import type { ReplicaSet } from "../api/kinds/replicaset/types.ts";
import { controllerOf } from "../api/object.ts";
import { selects } from "../api/selector.ts";
import { sameJson } from "../base/json.ts";
import type { View } from "../cluster/view.ts";

const HASH_LABEL = "pod-template-hash";
const REVISION = "deployment.kubernetes.io/revision";

function withoutHash(template: PodTemplateSpec | undefined): unknown {
  const { [HASH_LABEL]: _hash, ...labels } = template?.metadata?.labels ?? {};
  return { ...template, metadata: { ...template?.metadata, labels } };
}

/** A Deployment's replica sets, oldest first: the one with its present template, and all others. */
export interface DeploymentReplicaSets {
  readonly current?: ReplicaSet;
  readonly old: readonly ReplicaSet[];
}

/** @see staging/src/k8s.io/kubectl/pkg/util/deployment/deployment.go, `GetAllReplicaSetsInChunks` (1.36) */
export function replicaSetsOf(deployment: Deployment, view: View): DeploymentReplicaSets {
  const uid = deployment.metadata.uid ?? "";
  const all = view
    .indexed("ReplicaSet", "controller", uid)
    .filter((set) => controllerOf(set)?.uid === uid && selects(deployment.spec.selector, set.metadata.labels));
  const wanted = withoutHash(deployment.spec.template);
  const current = all.find((set) => sameJson(withoutHash(set.spec.template), wanted));
  const old = all.filter((set) => set !== current);
  return current === undefined ? { old } : { current, old };
}

/** The rollout number that the deployment controller wrote on a Deployment or ReplicaSet; 0 where there is none. */
export function revisionNumber(object: Deployment | ReplicaSet): number {
  const text = object.metadata.annotations?.[REVISION] ?? "";
  return /^\d+$/.test(text) ? Number(text) : 0;
}
