import type { DaemonSet } from "../api/kinds/daemonset/types.ts";
import type { Deployment } from "../api/kinds/deployment/types.ts";
import { writtenRevision } from "../api/kinds/deployment/revision.ts";
import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import { CommandError } from "../base/errors.ts";
import type { Workload } from "./history.ts";

/** What `rollout status` says about an object at one moment. `line` is without a line feed. */
export interface RolloutStatus {
  readonly line: string;
  readonly done: boolean;
}

const waiting = (line: string): RolloutStatus => ({ line, done: false });
const complete = (line: string): RolloutStatus => ({ line, done: true });

function requireRollingUpdate(type: string | undefined): void {
  if (type === "RollingUpdate") return;
  throw new CommandError("REFUSED", "rollout status is only available for RollingUpdate strategy type");
}

function ofStatefulSet({ metadata, spec, status }: StatefulSet): RolloutStatus {
  requireRollingUpdate(spec.updateStrategy?.type);
  const observed = status?.observedGeneration ?? 0;
  const { replicas: desired = 1 } = spec;
  const { readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0 } = status ?? {};
  const { updateRevision = "", currentRevision = "" } = status ?? {};
  if (observed === 0 || observed < (metadata.generation ?? 0))
    return waiting("Waiting for statefulset spec update to be observed...");
  if (readyReplicas < desired) return waiting(`Waiting for ${desired - readyReplicas} pods to be ready...`);
  const rolling = spec.updateStrategy?.rollingUpdate;
  if (rolling !== undefined) {
    const wanted = desired - (rolling.partition ?? 0);
    if (rolling.partition !== undefined && updatedReplicas < wanted) {
      const counts = `${updatedReplicas} out of ${wanted} new pods have been updated...`;
      return waiting(`Waiting for partitioned roll out to finish: ${counts}`);
    }
    return complete(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (updateRevision !== currentRevision) {
    const what = `${updatedReplicas} pods at revision ${updateRevision}...`;
    return waiting(`waiting for statefulset rolling update to complete ${what}`);
  }
  return complete(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`);
}

function ofDaemonSet({ metadata, spec, status }: DaemonSet): RolloutStatus {
  requireRollingUpdate(spec.updateStrategy?.type);
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0))
    return waiting("Waiting for daemon set spec update to be observed...");
  const { updatedNumberScheduled: updated = 0, numberAvailable: available = 0 } = status ?? {};
  const wanted = status?.desiredNumberScheduled ?? 0;
  const rollout = `Waiting for daemon set "${metadata.name}" rollout to finish:`;
  if (updated < wanted) return waiting(`${rollout} ${updated} out of ${wanted} new pods have been updated...`);
  if (available < wanted) return waiting(`${rollout} ${available} of ${wanted} updated pods are available...`);
  return complete(`daemon set "${metadata.name}" successfully rolled out`);
}

function checkRevision(deployment: Deployment, revision: number): void {
  const running = writtenRevision(deployment);
  if (revision <= 0 || running === revision) return;
  if (typeof running === "string") {
    const why = `strconv.ParseInt: parsing ${JSON.stringify(running)}: invalid syntax`;
    throw new CommandError("REFUSED", `cannot get the revision of deployment "${deployment.metadata.name}": ${why}`);
  }
  const message = `desired revision (${revision}) is different from the running revision (${running})`;
  throw new CommandError("REFUSED", message);
}

function ofDeployment(deployment: Deployment, revision: number): RolloutStatus {
  checkRevision(deployment, revision);
  const { metadata, spec, status } = deployment;
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0))
    return waiting("Waiting for deployment spec update to be observed...");
  const progressing = status?.conditions?.find((condition) => condition.type === "Progressing");
  if (progressing?.reason === "ProgressDeadlineExceeded")
    throw new CommandError("REFUSED", `deployment "${metadata.name}" exceeded its progress deadline`);
  const { updatedReplicas: updated = 0, replicas = 0, availableReplicas: available = 0 } = status ?? {};
  const desired = spec.replicas ?? 1;
  const rollout = `Waiting for deployment "${metadata.name}" rollout to finish:`;
  if (updated < desired) return waiting(`${rollout} ${updated} out of ${desired} new replicas have been updated...`);
  if (replicas > updated) return waiting(`${rollout} ${replicas - updated} old replicas are pending termination...`);
  if (available < updated) return waiting(`${rollout} ${available} of ${updated} updated replicas are available...`);
  return complete(`deployment "${metadata.name}" successfully rolled out`);
}

/**
 * What `rollout status` prints for the object as it is. `revision` counts for Deployments alone; 0 is any.
 * @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go (1.36)
 * @throws CommandError where the strategy has no status, or the rollout has failed
 */
export function rolloutStatus(workload: Workload, revision = 0): RolloutStatus {
  if (revision < 0) throw new CommandError("REFUSED", `revision must be a positive integer: ${revision}`);
  switch (workload.kind) {
    case "StatefulSet":
      return ofStatefulSet(workload);
    case "DaemonSet":
      return ofDaemonSet(workload);
    case "Deployment":
      return ofDeployment(workload, revision);
  }
}
