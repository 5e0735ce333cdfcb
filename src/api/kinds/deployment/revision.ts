import type { KubeObject } from "../../object.ts";

/** The annotation that numbers the rollouts of a Deployment. */
export const REVISION = "deployment.kubernetes.io/revision";

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
