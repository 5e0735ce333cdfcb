import type { Deployment } from "../api/kinds/deployment/types.ts";
import { replicaSetOf } from "../api/kinds/deployment/own-replica-set.ts";
import { writtenRevision } from "../api/kinds/deployment/revision.ts";
import type { ReplicaSet } from "../api/kinds/replicaset/types.ts";
import { byCreation, controllerOf } from "../api/object.ts";
import { selects } from "../api/selector.ts";
import type { View } from "../cluster/view.ts";

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
    .filter((set) => controllerOf(set)?.uid === uid && selects(deployment.spec.selector, set.metadata.labels))
    .sort(byCreation);
  const current = replicaSetOf(deployment, all);
  const old = all.filter((set) => set !== current);
  return current === undefined ? { old } : { current, old };
}

/** The rollout number that the deployment controller wrote on a Deployment or ReplicaSet; 0 where there is none. */
export function revisionNumber(object: Deployment | ReplicaSet): number {
  const revision = writtenRevision(object);
  return typeof revision === "number" ? revision : 0;
}
