/**
 * Annotations that a Deployment and its replica sets each have for themselves: they are neither passed on when a replica
 * set is made nor brought back by a rollback.
 * @see pkg/controller/deployment/util/deployment_util.go, `annotationsToSkip` (1.36)
 */
export const OWN_ANNOTATIONS: ReadonlySet<string> = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  "deployment.kubernetes.io/revision",
  "deployment.kubernetes.io/revision-history",
  "deployment.kubernetes.io/desired-replicas",
  "deployment.kubernetes.io/max-replicas",
  "deprecated.deployment.rollback.to",
]);
