import { revisionOf } from "../api/kinds/controllerrevision/types.ts";
import { namedClaims } from "../api/kinds/pod/claims.ts";
import { isAvailable, isRunningAndReady } from "../api/kinds/pod/lifecycle.ts";
import { thousands } from "../base/thousands.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import { isTerminating } from "../api/object.ts";
import { FOREGROUND_FINALIZER, ORPHAN_FINALIZER } from "../cluster/deletion.ts";
import { claimTerminating } from "./claim-trouble.ts";
import { counted } from "../base/counted.ts";
import { command, deleteOneByOne, listed } from "./commands.ts";
import { consequence } from "./consequence.ts";
import { cure, lowerPartition } from "./cure.ts";
import type { Diagnosis, DiagnosisContext, DiagnosisReason, Verdict } from "./diagnosis.ts";
import { gather, servingText, type Facts } from "./facts.ts";
import { missingPod } from "./missing-pod.ts";
import { podKey, podTrouble } from "./pod-trouble.ts";
import { revisionText } from "./remedies.ts";
import type { Slot } from "./slots.ts";
import { trouble, type Trouble } from "./trouble.ts";

interface Finding {
  readonly verdict: Verdict;
  readonly reason: DiagnosisReason;
  readonly sentence: string;
  readonly butNot?: string;
  readonly because?: Diagnosis["because"];
  readonly frees?: readonly string[];
  readonly recovers?: readonly string[];
}

/** A pod that was made without the claims that the set has templates for: its controller gets no further. */
function withoutClaim({ set }: Facts, pod: Pod): Trouble | undefined {
  const { name, namespace = "" } = pod.metadata;
  const mounted = new Set(namedClaims(pod));
  const wanted = (set.spec.volumeClaimTemplates ?? []).map((template) => `${template.metadata.name}-${name}`);
  const missing = wanted.find((claim) => !mounted.has(claim));
  if (missing === undefined) return undefined;
  const clause = `${name} does not mount claim ${missing}, and volumes of a pod do not change`;
  const frees = [command(`delete pod ${name}`, namespace)];
  return trouble("pod-without-claim", clause, { because: [podKey(pod)], frees });
}

function slotTrouble(facts: Facts, { name, pod }: Slot): Trouble | undefined {
  if (pod === undefined) return missingPod(facts, facts.set, name);
  const found = podTrouble(facts, pod);
  if (found !== undefined) return found;
  if (isAvailable(pod, facts.minReady, facts.now)) return withoutClaim(facts, pod);
  const clause = `${name} is ready but not yet for ${facts.minReady}s (minReadySeconds)`;
  return trouble("min-ready", clause, { because: [podKey(pod)], passing: true });
}

interface InTrouble {
  readonly slot: Slot;
  readonly found: Trouble;
}

function unique(lists: readonly (readonly string[] | undefined)[]): readonly string[] {
  return [...new Set(lists.flatMap((list) => list ?? []))];
}

/** Those that have the same trouble as the first, in one clause. */
function clauseFor(facts: Facts, [first, ...more]: readonly [InTrouble, ...InTrouble[]]): string {
  // In order, pods are made one by one: those after a missing one are missing for its sake.
  const isOnlyFirst = more.length === 0 || (facts.ordered && first.slot.pod === undefined);
  const likewise = isOnlyFirst ? "" : `, likewise ${thousands(more.length)} more`;
  return `${first.found.clause}${likewise}${consequence(facts, first.slot)}`;
}

/** Troubles by their reasons, the first one's first. */
function byReason(first: InTrouble, all: readonly InTrouble[]): readonly [InTrouble, ...InTrouble[]][] {
  const groups = new Map<DiagnosisReason, [InTrouble, ...InTrouble[]]>([[first.found.reason, [first]]]);
  for (const one of all) {
    if (one === first) continue;
    const group = groups.get(one.found.reason);
    if (group === undefined) groups.set(one.found.reason, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

/**
 * The finding about the first, with the commands for all that have the same trouble; in `Parallel`, where none waits for
 * another, for all that last.
 */
function fromTrouble(facts: Facts, first: InTrouble, all: readonly InTrouble[]): Finding {
  const { slot, found } = first;
  const isAlike = (other: InTrouble): boolean =>
    other.found.passing === found.passing && (other.found.reason === found.reason || !(facts.ordered || found.passing));
  const groups = byReason(first, all.filter(isAlike));
  const told = groups.flat();
  const sentence = `${groups.map((group) => clauseFor(facts, group)).join("; ")} (${servingText(facts)})`;
  const because = told.flatMap((other) => other.found.because);
  if (found.passing) return { verdict: "progressing", reason: found.reason, sentence, because };
  const cures = told.map((other) => cure(facts, other.slot, other.found));
  const isOneByOne = found.reason === "pod-without-claim" && groups.length === 1;
  const names = told.map((other) => other.slot.name);
  return {
    verdict: "stuck",
    ...cure(facts, slot, found),
    sentence,
    because,
    frees: isOneByOne
      ? deleteOneByOne(names, facts.set.metadata.namespace ?? "")
      : unique(cures.map(({ frees }) => frees)),
    recovers: unique(cures.map(({ recovers }) => recovers)),
  };
}

/** Whether pods lack a claim: they are replaced from the lowest on, so the highest tells. */
function anyLacksClaim(facts: Facts): boolean {
  const last = facts.slots.replicas.at(-1)?.pod;
  return last !== undefined && withoutClaim(facts, last) !== undefined;
}

/** The first slot that holds the controller up; in `Parallel`, the first with a lasting trouble. */
function replicaFinding(facts: Facts): Finding | undefined {
  if (facts.minReady === 0 && facts.tally.serving === facts.slots.replicas.length && !anyLacksClaim(facts)) {
    return undefined;
  }
  const all: InTrouble[] = [];
  for (const slot of facts.slots.replicas) {
    const found = slotTrouble(facts, slot);
    if (found !== undefined) all.push({ slot, found });
  }
  const lasting = facts.ordered ? undefined : all.find(({ found }) => !found.passing);
  const first = lasting ?? all[0];
  return first === undefined ? undefined : fromTrouble(facts, first, all);
}

function condemnedFinding(facts: Facts): Finding | undefined {
  const { slots, ordered, set } = facts;
  const [highest] = slots.condemned;
  if (highest === undefined) return undefined;
  const terminating = slots.condemned.filter(isTerminating);
  const going = ordered ? terminating.filter((pod) => pod === highest) : terminating;
  const troubles = going.flatMap((pod): InTrouble[] => {
    const found = podTrouble(facts, pod);
    return found === undefined ? [] : [{ slot: { name: pod.metadata.name, pod }, found }];
  });
  const [first] = troubles;
  if (first !== undefined) return fromTrouble(facts, first, troubles);
  const unhealthy = slots.condemned.filter((pod) => !isRunningAndReady(pod));
  const names = unhealthy.map((pod) => pod.metadata.name);
  if (ordered && unhealthy.length > 1 && unhealthy[0] === highest) {
    const frees = names.slice(0, -1).map((name) => command(`delete pod ${name}`, set.metadata.namespace ?? ""));
    const sentence = `${listed(names)} are both to be removed and not ready, and OrderedReady removes one unready pod at most`;
    return {
      verdict: "stuck",
      reason: "two-unhealthy-condemned",
      sentence: names.length > 2 ? sentence.replace(" both", " all") : sentence,
      because: unhealthy.map(podKey),
      frees,
    };
  }
  const sentence = `${counted(slots.condemned.length, "pod")} still to be removed`;
  return { verdict: facts.settled ? "stuck" : "progressing", reason: "reconciling", sentence };
}

function onDelete(facts: Facts, old: readonly Pod[]): Finding {
  const names = old.map((pod) => pod.metadata.name);
  const at = revisionText(facts.view, facts.set, facts.update);
  return {
    verdict: "waiting-for-user",
    reason: "on-delete",
    sentence: `${listed(names)} ${names.length === 1 ? "stays" : "stay"} at the old revision until deleted by hand (OnDelete); new pods come at ${at}`,
    because: old.map(podKey),
    frees: deleteOneByOne(names, facts.set.metadata.namespace ?? ""),
  };
}

function partition(facts: Facts, old: readonly Pod[]): Finding {
  const held = facts.set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  return {
    verdict: "waiting-for-user",
    reason: "partition",
    sentence: `partition ${held} keeps ${listed(old.map((pod) => pod.metadata.name))} at the old revision`,
    because: old.map(podKey),
    frees: [lowerPartition(facts, 0)],
  };
}

/** The pods of slots, highest ordinal first. */
function podsDown(list: readonly Slot[]): readonly Pod[] {
  return list.flatMap(({ pod }) => pod ?? []).reverse();
}

function updateFinding(facts: Facts): Finding | undefined {
  const { set, slots, tally, update } = facts;
  if (tally.updated === tally.made) return undefined;
  const floor = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const isOld = ({ pod }: Slot): boolean => pod !== undefined && revisionOf(pod) !== update;
  const old = podsDown(slots.replicas.filter(isOld));
  if (set.spec.updateStrategy?.type === "OnDelete") return onDelete(facts, old);
  if (podsDown(slots.replicas.slice(floor).filter(isOld)).length === 0) return partition(facts, old);
  const sentence = `${counted(old.length, "pod")} still at the old revision`;
  return { verdict: facts.settled ? "stuck" : "progressing", reason: "reconciling", sentence };
}

/** A set that goes only after all it owns is gone: what of that does not go. */
function deleting(facts: Facts): Finding {
  const { view, set, settled } = facts;
  const { name, namespace = "", uid = "", finalizers = [] } = set.metadata;
  const pods = view.indexed("Pod", "owner", uid).flatMap((pod) => podTrouble(facts, pod) ?? []);
  const claims = view.indexed("PersistentVolumeClaim", "owner", uid).map((claim) => claimTerminating(facts, claim));
  const holding = [...pods, ...claims].filter(({ passing }) => !passing);
  const own = finalizers.filter((finalizer) => !OF_DELETION.has(finalizer));
  const release = command(`patch sts ${name} --type=merge -p '{"metadata":{"finalizers":null}}'`, namespace);
  const [first] = holding;
  const why = first?.clause ?? (own.length > 0 ? `finalizer ${own.join(", ")} keeps it` : "what it owns is going");
  return {
    verdict: settled ? "stuck" : "progressing",
    reason: "deleting",
    sentence: `${name} is being deleted, but ${why}`,
    because: holding.flatMap(({ because }) => because),
    frees: unique([...holding.map(({ frees }) => frees), own.length > 0 ? [release] : []]),
    recovers: unique(holding.map(({ recovers }) => recovers)),
  };
}

const OF_DELETION = new Set([FOREGROUND_FINALIZER, ORPHAN_FINALIZER]);

function unobserved(facts: Facts): Finding | undefined {
  const { set, settled } = facts;
  if (set.metadata.deletionTimestamp !== undefined) return deleting(facts);
  if ((set.status?.observedGeneration ?? 0) >= (set.metadata.generation ?? 0) || settled) return undefined;
  return { verdict: "progressing", reason: "reconciling", sentence: "its controller has yet to look at it" };
}

/** Reads a set as its controller does: slots first, then what is to be removed, then the update. */
export function diagnoseStatefulSet(context: DiagnosisContext, set: StatefulSet): Diagnosis {
  const facts = gather(context, set);
  const { tally, slots, update } = facts;
  const desired = slots.replicas.length;
  const finding = unobserved(facts) ?? replicaFinding(facts) ?? condemnedFinding(facts) ?? updateFinding(facts);
  const { name, namespace = "" } = set.metadata;
  return {
    object: { kind: "StatefulSet", namespace, name },
    verdict: "settled",
    reason: "none",
    sentence: `${tally.serving} of ${desired} ready`,
    because: [],
    frees: [],
    recovers: [],
    ...finding,
    serving: { ready: tally.serving, desired },
    revisions: { current: set.status?.currentRevision ?? "", update, updated: tally.updated },
  };
}
