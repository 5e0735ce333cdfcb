import { REVISION } from "../../api/kinds/deployment/revision.ts";
import type { ReplicaSet } from "../../api/kinds/replicaset/types.ts";

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
