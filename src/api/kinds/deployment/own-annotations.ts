import { DESIRED_REPLICAS, MAX_REPLICAS, REVISION } from "./revision.ts";
import { LAST_APPLIED } from "../../object.ts";

/**
 * Annotations that a Deployment and its replica sets each have for themselves: they are neither passed on when a replica
 * set is made nor brought back by a rollback.
 * @see pkg/controller/deployment/util/deployment_util.go, `annotationsToSkip` (1.36)
 */
export const OWN_ANNOTATIONS: ReadonlySet<string> = new Set([
  LAST_APPLIED,
  REVISION,
  "deployment.kubernetes.io/revision-history",
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  "deprecated.deployment.rollback.to",
]);
