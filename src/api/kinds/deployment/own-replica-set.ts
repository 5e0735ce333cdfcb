import { byCreation } from "../../object.ts";
import { sameJson } from "../../../base/json.ts";
import type { PodTemplateSpec } from "../pod/types.ts";
import type { ReplicaSet } from "../replicaset/types.ts";
import { HASH_LABEL, type Deployment } from "./types.ts";

function withoutHash(template: PodTemplateSpec | undefined): unknown {
  const { [HASH_LABEL]: _hash, ...labels } = template?.metadata?.labels ?? {};
  return { ...template, metadata: { ...template?.metadata, labels } };
}

/** The oldest replica set with the Deployment's template. @see pkg/controller/deployment/util/deployment_util.go, `FindNewReplicaSet` (1.36) */
export function replicaSetOf(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const wanted = withoutHash(deployment.spec.template);
  return [...sets].sort(byCreation).find((set) => sameJson(withoutHash(set.spec.template), wanted));
}
