import type { StatefulSet, StatefulSetStatus } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import type { Writer } from "../../cluster/cluster.ts";
import { Headcount } from "./headcount.ts";
import type { Failed } from "./pod-control.ts";
import type { RevisionPair } from "./revisions.ts";
import type { Roster } from "./roster.ts";

/** A status in the making: every counter present. */
export type Counters = Required<Omit<StatefulSetStatus, "conditions">>;

/** A set that is being deleted counts all of its pods, any other those that have a place in it. */
function passedOver(set: StatefulSet, roster: Roster): Headcount {
  const others = new Headcount();
  if (set.metadata.deletionTimestamp === undefined) for (const entry of roster.superfluous) others.count(entry, 1);
  return others;
}

/** Section 3.10: what the pods at the start of the pass add up to. @see pkg/controller/statefulset/stateful_set_control.go, `updateStatus` (1.36) */
export function countStatus(set: StatefulSet, revisions: RevisionPair, roster: Roster): Counters {
  const { headcount } = roster;
  const others = passedOver(set, roster);
  const countAt = (revision: string): number => headcount.countAt(revision) - others.countAt(revision);
  const currentRevision = revisions.current.metadata.name;
  const updateRevision = revisions.update.metadata.name;
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas: headcount.tally.created - others.tally.created,
    readyReplicas: headcount.tally.ready - others.tally.ready,
    availableReplicas: headcount.tally.available - others.tally.available,
    currentReplicas: countAt(currentRevision),
    updatedReplicas: countAt(updateRevision),
    currentRevision,
    updateRevision,
    collisionCount: revisions.collisionCount,
  };
}

/** REC-37: readiness, not availability, completes a rollout. @see stateful_set_utils.go, `completeRollingUpdate` */
function completed(set: StatefulSet, status: Counters): Counters {
  const wanted = set.spec.replicas ?? 1;
  const done = [status.updatedReplicas, status.readyReplicas, status.replicas].every((count) => count === wanted);
  if (set.spec.updateStrategy?.type !== "RollingUpdate" || !done) return status;
  return { ...status, currentReplicas: status.updatedReplicas, currentRevision: status.updateRevision };
}

/** REC-45: the differences that are worth a write. @see the same file, `inconsistentStatus` */
function isWorthWriting(old: StatefulSetStatus | undefined, status: Counters): boolean {
  return (
    status.observedGeneration > (old?.observedGeneration ?? 0) ||
    status.replicas !== (old?.replicas ?? 0) ||
    status.currentReplicas !== (old?.currentReplicas ?? 0) ||
    status.readyReplicas !== (old?.readyReplicas ?? 0) ||
    status.availableReplicas !== (old?.availableReplicas ?? 0) ||
    status.updatedReplicas !== (old?.updatedReplicas ?? 0) ||
    status.currentRevision !== (old?.currentRevision ?? "") ||
    status.updateRevision !== (old?.updateRevision ?? "")
  );
}

/** Counters at zero are not stored, but for those whose field has no `omitempty`. */
function stored(status: Counters): StatefulSetStatus {
  if (status.readyReplicas !== 0 && status.currentReplicas !== 0 && status.updatedReplicas !== 0) return status;
  const { readyReplicas, currentReplicas, updatedReplicas, ...kept } = status;
  return {
    ...kept,
    ...(readyReplicas === 0 ? {} : { readyReplicas }),
    ...(currentReplicas === 0 ? {} : { currentReplicas }),
    ...(updatedReplicas === 0 ? {} : { updatedReplicas }),
  };
}

/** Writes of a status before a conflict counts as an error. @see `retry.DefaultRetry` in client-go/util/retry (1.36) */
const MAX_TRIES = 5;

/**
 * Replaces the whole status (REC-46) when it is worth it; on a conflict onto the set as it is by then (REC-47).
 * `currentReplicas` may have become -1 (REC-36): the API server refuses that, and the pass fails.
 * @see stateful_set_status_updater.go, `UpdateStatefulSetStatus`
 */
export function writeStatus(set: StatefulSet, counted: Counters, api: Writer): Failed {
  const status = completed(set, counted);
  if (!isWorthWriting(set.status, status)) return undefined;
  let written = set;
  for (let tries = 1; ; tries++) {
    const answer = api.updateStatus({ ...written, status: stored(status) });
    if (answer.ok) return undefined;
    const fresh = api.live({ kind: "StatefulSet", namespace: namespaceOf(set), name: set.metadata.name });
    if (answer.status.reason !== "Conflict" || tries === MAX_TRIES || fresh === undefined) return answer.status.message;
    written = fresh as StatefulSet;
  }
}
