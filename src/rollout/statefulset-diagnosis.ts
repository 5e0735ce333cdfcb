import type { Pod } from "../api/kinds/pod/types.ts";
import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import { command, counted, listed } from "./commands.ts";
import type { Diagnosis, DiagnosisContext, DiagnosisReason, Verdict } from "./diagnosis.ts";
import { missingPod } from "./missing-pod.ts";
import { podKey, podTrouble } from "./pod-trouble.ts";
import { goBack, otherTemplate, revisionText } from "./remedies.ts";
import { isAvailable, isHealthy, revisionOf, slotsOf, type Slot, type Slots } from "./slots.ts";
import { trouble, type Trouble } from "./trouble.ts";

interface Facts extends DiagnosisContext {
  readonly set: StatefulSet;
  readonly slots: Slots;
  readonly update: string;
  readonly ordered: boolean;
  readonly minReady: number;
}

interface Finding {
  readonly verdict: Verdict;
  readonly reason: DiagnosisReason;
  readonly sentence: string;
  readonly butNot?: string;
  readonly because?: Diagnosis["because"];
  readonly frees?: readonly string[];
  readonly recovers?: readonly string[];
}

function gather(context: DiagnosisContext, set: StatefulSet): Facts {
  return {
    ...context,
    set,
    slots: slotsOf(context.view, set),
    update: set.status?.updateRevision ?? "",
    ordered: set.spec.podManagementPolicy !== "Parallel",
    minReady: set.spec.minReadySeconds ?? 0,
  };
}

function servingText({ slots }: Facts): string {
  const ready = slots.replicas.filter(({ pod }) => pod !== undefined && isHealthy(pod)).length;
  return `${ready} of ${slots.replicas.length} serving`;
}

function slotTrouble(facts: Facts, { name, pod }: Slot): Trouble | undefined {
  if (pod === undefined) return missingPod(facts, facts.set, name);
  const found = podTrouble(facts, pod);
  if (found !== undefined || isAvailable(pod, facts.minReady, facts.now)) return found;
  const clause = `${name} is ready but not yet for ${facts.minReady}s (minReadySeconds)`;
  return trouble("min-ready", clause, { because: [podKey(pod)], passing: true });
}

/** What waits for the pod in trouble: pods not made, not updated and not removed. */
function consequence(facts: Facts, blocked: string): string {
  const { slots, update, set, view } = facts;
  const others = slots.replicas.filter(({ name }) => name !== blocked);
  const missing = others.filter(({ pod }) => pod === undefined).map(({ name }) => name);
  if (missing.length > 0) return `, so ${listed(missing)} ${missing.length === 1 ? "is" : "are"} not created`;
  const old = others.filter(({ pod }) => pod !== undefined && revisionOf(pod) !== update).reverse();
  const pods = old.map(({ name }) => name);
  const [first] = old;
  if (first?.pod !== undefined) {
    const at = revisionText(view, set, revisionOf(first.pod));
    return `, so ${listed(pods)} ${pods.length === 1 ? "stays" : "stay"} at ${at}`;
  }
  const condemned = slots.condemned.map((pod) => pod.metadata.name);
  if (condemned.length > 0) return `, so ${listed(condemned)} ${condemned.length === 1 ? "is" : "are"} not removed`;
  return "";
}

/** Commands for a pod that another template would cure: back to the earlier one, then away with the pod if need be. */
function templateCure(facts: Facts, pod: Pod, found: Trouble): Pick<Finding, "frees" | "butNot" | "reason"> {
  const { set, view, update, ordered, world } = facts;
  const kept = ordered || world.settings.featureGates.MaxUnavailableStatefulSet;
  const away = command(`delete pod ${pod.metadata.name}`, pod.metadata.namespace ?? "");
  if (revisionOf(pod) !== update) {
    const butNot = `${pod.metadata.name} is at ${revisionText(view, set, revisionOf(pod))}, and OrderedReady never replaces a pod that is not ready.`;
    return kept ? { reason: "rollout-blocked", frees: [away], butNot } : { reason: found.reason };
  }
  const back = goBack(view, set) ?? otherTemplate(set, found.reason);
  if (!kept) return { reason: found.reason, frees: [back] };
  const policy = ordered ? "OrderedReady" : "the maxUnavailable budget";
  const butNot = ordered
    ? "Going back alone does not free it: OrderedReady never replaces a pod that is not ready."
    : `Going back alone does not free it: the unready pod uses up ${policy}.`;
  return { reason: found.reason, frees: [back, away], butNot };
}

function fromTrouble(facts: Facts, { name, pod }: Slot, found: Trouble): Finding {
  const sentence = `${found.clause}${facts.ordered ? consequence(facts, name) : ""} (${servingText(facts)})`;
  const { because, frees, recovers } = found;
  if (found.passing) return { verdict: "progressing", reason: found.reason, sentence, because };
  const base: Finding = { verdict: "stuck", reason: found.reason, sentence, because, frees, recovers };
  if (pod === undefined || !found.ofTemplate || frees.length > 0)
    return frees.length > 0 ? base : curedByFault(base, facts);
  return { ...base, ...templateCure(facts, pod, found) };
}

/** Where only the end of the fault helps, that is what frees it. */
function curedByFault(finding: Finding, { set }: Facts): Finding {
  const { recovers = [] } = finding;
  if (recovers.length > 0) return { ...finding, frees: recovers, recovers: [] };
  return finding.reason === "create-refused" ? { ...finding, frees: [otherTemplate(set, finding.reason)] } : finding;
}

/** The first slot that holds the controller up; in `Parallel`, the gravest. */
function replicaFinding(facts: Facts): Finding | undefined {
  const findings: Finding[] = [];
  for (const slot of facts.slots.replicas) {
    const found = slotTrouble(facts, slot);
    if (found === undefined) continue;
    if (facts.ordered) return fromTrouble(facts, slot, found);
    findings.push(fromTrouble(facts, slot, found));
  }
  return findings.find((finding) => finding.verdict === "stuck") ?? findings[0];
}

function condemnedFinding(facts: Facts): Finding | undefined {
  const { slots, ordered, set } = facts;
  const [highest] = slots.condemned;
  if (highest === undefined) return undefined;
  const terminating = slots.condemned.filter((pod) => pod.metadata.deletionTimestamp !== undefined);
  for (const pod of ordered ? [highest] : terminating) {
    if (pod.metadata.deletionTimestamp === undefined) continue;
    const found = podTrouble(facts, pod);
    if (found !== undefined) return fromTrouble(facts, { name: pod.metadata.name, pod }, found);
  }
  const unhealthy = slots.condemned.filter((pod) => !isHealthy(pod));
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
    frees: [command(`delete pod ${names.join(" ")}`, facts.set.metadata.namespace ?? "")],
  };
}

function partition(facts: Facts, old: readonly Pod[]): Finding {
  const { name, namespace = "" } = facts.set.metadata;
  const held = facts.set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const names = old.map((pod) => pod.metadata.name);
  const patch = `'{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}'`;
  return {
    verdict: "waiting-for-user",
    reason: "partition",
    sentence: `partition ${held} keeps ${listed(names)} at the old revision`,
    because: old.map(podKey),
    frees: [command(`patch sts ${name} -p ${patch}`, namespace)],
  };
}

/** The pods of slots, highest ordinal first. */
function podsDown(list: readonly Slot[]): readonly Pod[] {
  return list.flatMap(({ pod }) => pod ?? []).reverse();
}

function updateFinding(facts: Facts): Finding | undefined {
  const { set, slots, update } = facts;
  const floor = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const isOld = ({ pod }: Slot): boolean => pod !== undefined && revisionOf(pod) !== update;
  const old = podsDown(slots.replicas.filter(isOld));
  if (old.length === 0) return undefined;
  if (set.spec.updateStrategy?.type === "OnDelete") return onDelete(facts, old);
  if (podsDown(slots.replicas.slice(floor).filter(isOld)).length === 0) return partition(facts, old);
  const sentence = `${counted(old.length, "pod")} still at the old revision`;
  return { verdict: facts.settled ? "stuck" : "progressing", reason: "reconciling", sentence };
}

function unobserved({ set, settled }: Facts): Finding | undefined {
  if (set.metadata.deletionTimestamp !== undefined) {
    const sentence = "it is being deleted and waits for what it owns";
    return { verdict: settled ? "stuck" : "progressing", reason: "deleting", sentence };
  }
  if ((set.status?.observedGeneration ?? 0) >= (set.metadata.generation ?? 0) || settled) return undefined;
  return { verdict: "progressing", reason: "reconciling", sentence: "its controller has yet to look at it" };
}

/** Reads a set as its controller does: slots first, then what is to be removed, then the update. */
export function diagnoseStatefulSet(context: DiagnosisContext, set: StatefulSet): Diagnosis {
  const facts = gather(context, set);
  const { replicas } = facts.slots;
  const finding = unobserved(facts) ?? replicaFinding(facts) ?? condemnedFinding(facts) ?? updateFinding(facts);
  const ready = replicas.filter(({ pod }) => pod !== undefined && isHealthy(pod)).length;
  const updated = replicas.filter(({ pod }) => pod !== undefined && revisionOf(pod) === facts.update).length;
  const { name, namespace = "" } = set.metadata;
  return {
    object: { kind: "StatefulSet", namespace, name },
    verdict: "settled",
    reason: "none",
    sentence: `${ready} of ${replicas.length} ready`,
    because: [],
    frees: [],
    recovers: [],
    ...finding,
    serving: { ready, desired: replicas.length },
    revisions: { current: set.status?.currentRevision ?? "", update: facts.update, updated },
  };
}
