import type { ResourceKind } from "../../api/kinds.ts";
import type { Target } from "./target.ts";

/** The kinds that rollout verbs work on are those of the apps group. */
export function isRolloutKind({ resource }: Pick<Target, "resource">, kinds: readonly string[]): boolean {
  return resource.group === "apps" && kinds.includes(resource.kind);
}

/** Kinds that kubectl knows to run pods, but for those it rolls out. */
const RUNNING_PODS = new Set(["Pod", "ReplicationController", "ReplicaSet.apps", "Job.batch", "CronJob.batch"]);

/** `ReplicaSet.apps`, or `Pod`. */
function groupKind({ kind, group }: ResourceKind): string {
  return group === "" ? kind : `${kind}.${group}`;
}

/**
 * Why a rollout verb has nothing to do with a kind: `role` is what kubectl looked for, `noun` what it calls the search.
 * @see staging/src/k8s.io/kubectl/pkg/apps/kind_visitor.go; polymorphichelpers/history.go, `HistoryViewerFor` (1.36)
 */
export function noRoleFor(resource: ResourceKind, role: "history viewer" | "rollbacker"): string {
  const name = JSON.stringify(groupKind(resource));
  if (RUNNING_PODS.has(groupKind(resource))) return `no ${role} has been implemented for ${name}`;
  const sought = role === "history viewer" ? "history" : role;
  return `error retrieving ${sought} for ${name}, no visitor method exists for {${resource.group} ${resource.kind}}`;
}

/** @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go, `StatusViewerFor` (1.36) */
export function noStatusFor(resource: ResourceKind): string {
  return `no status viewer has been implemented for ${groupKind(resource)}`;
}
