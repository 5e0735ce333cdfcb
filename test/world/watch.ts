import { revisionHash, revisionName } from "../../src/api/kinds/controllerrevision/revision-hash.ts";
import { templatePatch } from "../../src/api/kinds/controllerrevision/template-patch.ts";
import type { PersistentVolumeClaim } from "../../src/api/kinds/persistentvolumeclaim/types.ts";
import { podCondition, type Pod } from "../../src/api/kinds/pod/types.ts";
import type { StatefulSet } from "../../src/api/kinds/statefulset/types.ts";
import type { KindName, KindTypes } from "../../src/api/kinds.ts";
import { controllerOf, type KubeObject, type ObjectKey } from "../../src/api/object.ts";
import type { Cluster } from "../../src/cluster/cluster.ts";
import { instantOf, type Instant } from "../../src/base/instant.ts";

const SETS = "statefulset-controller";
const COLLECTOR = "garbage-collector";
const REVISION = "controller-revision-hash";

export function ordinalOf(name: string): number {
  return Number(/-(\d+)$/.exec(name)?.[1] ?? -1);
}

/** Running, ready and that long enough. */
export function isAvailable(pod: Pod | undefined, set: StatefulSet, now: Instant): boolean {
  const ready = pod === undefined ? undefined : podCondition(pod, "Ready");
  if (pod?.status?.phase !== "Running" || ready?.status !== "True") return false;
  const since = Math.floor(instantOf(ready.lastTransitionTime ?? "") / 1000) * 1000;
  return since + (set.spec.minReadySeconds ?? 0) * 1000 <= now;
}

/** The name of the revision of the set's template; worlds have no collisions. */
export function updateRevision(set: StatefulSet): string {
  return revisionName(set.metadata.name, revisionHash(templatePatch(set.spec.template).text, 0));
}

/** Looks at every write of a controller at the moment it is asked for, and keeps what breaks a guarantee. */
export class Watch {
  readonly broken: string[] = [];
  /** Claims that the garbage collector was let take. */
  readonly collected: string[] = [];
  readonly #cluster: () => Cluster;

  constructor(cluster: () => Cluster) {
    this.#cluster = cluster;
  }

  #live<K extends KindName>(kind: K, name: string): KindTypes[K] | undefined {
    return this.#owner(kind, name) as KindTypes[K] | undefined;
  }

  /** The object as it is now, past the view that a step has. */
  #owner(kind: string, name: string): KubeObject | undefined {
    const answer = this.#cluster().get({ kind, namespace: "default", name });
    return answer.ok ? answer.object : undefined;
  }

  #require(holds: boolean, what: string): void {
    if (!holds) this.broken.push(what);
  }

  /** The set that a pod is of by its controller. */
  #setOf(pod: Pod): StatefulSet | undefined {
    const owner = controllerOf(pod);
    return owner?.kind === "StatefulSet" ? this.#live("StatefulSet", owner.name) : undefined;
  }

  /** The set that a claim is for by its name: of those whose names fit, the one with the longest. */
  #setOfClaim(name: string): StatefulSet | undefined {
    const fits = ({ metadata }: StatefulSet): boolean => name.replace(/-\d+$/, "").endsWith(`-${metadata.name}`);
    const sets = this.#cluster().view().list("StatefulSet", "default").filter(fits);
    return sets.toSorted((a, b) => b.metadata.name.length - a.metadata.name.length)[0];
  }

  wrote(controller: string, verb: "create" | "update", object: KubeObject): void {
    if (controller !== SETS) return;
    if (verb === "create" && object.kind === "Pod") {
      const set = this.#setOf(object as Pod);
      if (set !== undefined) this.#creates(set, object as Pod);
    }
    if (verb === "update" && object.kind === "PersistentVolumeClaim") {
      const set = this.#setOfClaim(object.metadata.name);
      if (set !== undefined) this.#owns(set, object as PersistentVolumeClaim);
    }
  }

  /** The pod of an ordinal and whether it is one of the set's that is available and stays. */
  #isSound(set: StatefulSet, ordinal: number): boolean {
    const pod = this.#live("Pod", `${set.metadata.name}-${ordinal}`);
    const isOurs = pod?.metadata.ownerReferences?.some((owner) => owner.uid === set.metadata.uid) === true;
    return isOurs && pod?.metadata.deletionTimestamp === undefined && isAvailable(pod, set, this.#cluster().now);
  }

  #range(set: StatefulSet): { readonly first: number; readonly end: number } {
    const first = set.spec.ordinals?.start ?? 0;
    return { first, end: first + (set.spec.replicas ?? 1) };
  }

  #allSound(set: StatefulSet, from: number, before: number): boolean {
    for (let at = from; at < before; at++) if (!this.#isSound(set, at)) return false;
    return true;
  }

  #creates(set: StatefulSet, pod: Pod): void {
    const ordinal = ordinalOf(pod.metadata.name);
    const { first, end } = this.#range(set);
    this.#require(ordinal >= first && ordinal < end, `creates ${pod.metadata.name} out of range`);
    this.#require(set.metadata.deletionTimestamp === undefined, "creates a pod of a set that is being deleted");
    if (set.spec.podManagementPolicy === "OrderedReady") {
      this.#require(
        this.#allSound(set, first, ordinal),
        `creates ${pod.metadata.name} before those below are available`,
      );
    }
    const revision = pod.metadata.labels?.[REVISION] ?? "";
    this.#require(revision === this.#revisionFor(set, ordinal, first), `creates ${pod.metadata.name} at ${revision}`);
  }

  /** REC-40 in its own words: below the partition (or the current replicas) the current revision. */
  #revisionFor(set: StatefulSet, ordinal: number, first: number): string {
    const { updateStrategy } = set.spec;
    const partition = updateStrategy?.rollingUpdate?.partition;
    const held = updateStrategy?.type === "RollingUpdate" ? (partition ?? set.status?.currentReplicas ?? 0) : 0;
    const current = set.status?.currentRevision ?? "";
    const isThere = this.#live("ControllerRevision", current) !== undefined;
    return ordinal < first + held && isThere ? current : updateRevision(set);
  }

  #owns(set: StatefulSet, claim: PersistentVolumeClaim): void {
    const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
    const { first, end } = this.#range(set);
    const ordinal = ordinalOf(claim.metadata.name);
    for (const { kind } of claim.metadata.ownerReferences ?? []) {
      if (kind === "StatefulSet") this.#require(whenDeleted === "Delete", `${claim.metadata.name} is given to the set`);
      const isCondemned = ordinal < first || ordinal >= end;
      if (kind === "Pod") {
        this.#require(whenScaled === "Delete" && isCondemned, `${claim.metadata.name} is given to its pod`);
      }
    }
  }

  deletes(controller: string, key: ObjectKey): void {
    if (key.kind === "PersistentVolumeClaim") this.#deletesClaim(controller, key.name);
    if (key.kind !== "Pod" || controller !== SETS) return;
    const pod = this.#live("Pod", key.name);
    const set = pod === undefined ? undefined : this.#setOf(pod);
    if (set === undefined || pod === undefined) return;
    this.#require(set.metadata.deletionTimestamp === undefined, "deletes a pod of a set that is being deleted");
    const ordinal = ordinalOf(key.name);
    const { first, end } = this.#range(set);
    if (ordinal < first || ordinal >= end) this.#scalesDown(set, ordinal);
    else if (pod.status?.phase === "Failed" || pod.status?.phase === "Succeeded") this.#heals(set, ordinal);
    else this.#updates(set, pod);
  }

  #scalesDown(set: StatefulSet, ordinal: number): void {
    if (set.spec.podManagementPolicy !== "OrderedReady") return;
    const { first, end } = this.#range(set);
    this.#require(
      this.#allSound(set, first, end),
      `scales ${set.metadata.name}-${ordinal} down while one that stays is not well`,
    );
    for (const pod of this.#cluster()
      .view()
      .indexed("Pod", "controller", set.metadata.uid ?? "")) {
      const other = ordinalOf(pod.metadata.name);
      const isAbove = other > ordinal && (other < first || other >= end);
      this.#require(!isAbove, `scales ${set.metadata.name}-${ordinal} down before ${pod.metadata.name} is gone`);
    }
  }

  #heals(set: StatefulSet, ordinal: number): void {
    if (set.spec.podManagementPolicy !== "OrderedReady") return;
    const { first } = this.#range(set);
    this.#require(this.#allSound(set, first, ordinal), `heals ${set.metadata.name}-${ordinal} before those below`);
  }

  /** What is left is a step of a rolling update. */
  #updates(set: StatefulSet, pod: Pod): void {
    const { name } = pod.metadata;
    const ordinal = ordinalOf(name);
    const { first, end } = this.#range(set);
    const strategy = set.spec.updateStrategy ?? {};
    this.#require(strategy.type === "RollingUpdate", `updates ${name} with OnDelete`);
    const floor = first + (strategy.rollingUpdate?.partition ?? 0);
    this.#require(ordinal >= floor, `updates ${name} below the partition`);
    this.#require(pod.metadata.labels?.[REVISION] !== updateRevision(set), `replaces ${name}, which is up to date`);
    const { MaxUnavailableStatefulSet: isGateOn } = this.#cluster().world.settings.featureGates;
    if (isGateOn) return;
    for (let at = ordinal + 1; at < end; at++) {
      const above = this.#live("Pod", `${set.metadata.name}-${at}`);
      const isUpdated = above?.metadata.labels?.[REVISION] === updateRevision(set);
      this.#require(
        isUpdated && this.#isSound(set, at),
        `updates ${name} before ${set.metadata.name}-${at} is updated and available`,
      );
    }
    if (set.spec.podManagementPolicy !== "OrderedReady") return;
    this.#require(this.#allSound(set, first, ordinal), `updates ${name} while one below is not well`);
  }

  /** Only what lost all its owners goes without a user's word. */
  #deletesClaim(controller: string, name: string): void {
    const claim = this.#live("PersistentVolumeClaim", name);
    if (claim === undefined || claim.metadata.deletionTimestamp !== undefined) return;
    this.#require(controller === COLLECTOR, `${controller} deletes claim ${name}`);
    const owners = claim.metadata.ownerReferences ?? [];
    this.#require(owners.length > 0, `claim ${name} goes although nobody owned it`);
    this.collected.push(name);
    for (const { kind, name: owner, uid } of owners) {
      const object = this.#owner(kind, owner);
      const isLeaving = object?.metadata.finalizers?.includes("foregroundDeletion") === true;
      this.#require(object?.metadata.uid !== uid || isLeaving, `claim ${name} goes although ${kind} ${owner} lives`);
    }
  }
}
