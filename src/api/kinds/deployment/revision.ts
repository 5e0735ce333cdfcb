import type { KubeObject } from "../../object.ts";

/** The annotation that numbers the rollouts of a Deployment. */
export const REVISION = "deployment.kubernetes.io/revision";
/** Those that keep, on a replica set, how many pods its Deployment is to have, and may have in a rollout. */
export const DESIRED_REPLICAS = "deployment.kubernetes.io/desired-replicas";
export const MAX_REPLICAS = "deployment.kubernetes.io/max-replicas";

/**
 * The rollout number that the deployment controller wrote on a Deployment or ReplicaSet; 0 where there is none. Gives a
 * text where it is no number.
 * @see staging/src/k8s.io/kubectl/pkg/util/deployment/deployment.go, `Revision` (1.36)
 */
export function writtenRevision({ metadata }: KubeObject): number | string {
  const text = metadata.annotations?.[REVISION];
  if (text === undefined) return 0;
  return /^[-+]?\d+$/.test(text) ? Number(text) : text;
}
