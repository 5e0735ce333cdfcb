import { revisionOf } from "../api/kinds/controllerrevision/types.ts";
import { templateOf } from "../api/kinds/controllerrevision/template-patch.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import { command } from "./commands.ts";
import type { DiagnosisReason } from "./diagnosis.ts";
import type { Facts } from "./facts.ts";
import { askTheSameOfNodes } from "./node-demands.ts";
import { goBack, otherTemplate, revisionText } from "./remedies.ts";
import type { Slot } from "./slots.ts";
import type { Trouble } from "./trouble.ts";

interface Hold {
  readonly reason: "rollout-blocked" | "max-unavailable";
  readonly why: string;
}

/** Why the controller does not replace an unready pod of its own accord; undefined where it does. */
function holdOn({ set, ordered, world }: Facts): Hold | undefined {
  if (ordered) return { reason: "rollout-blocked", why: "OrderedReady never replaces a pod that is not ready" };
  if (set.spec.updateStrategy?.type === "OnDelete")
    return { reason: "rollout-blocked", why: "OnDelete replaces only pods that somebody deletes" };
  if (world.settings.featureGates.MaxUnavailableStatefulSet)
    return { reason: "max-unavailable", why: "the unready pod uses up maxUnavailable" };
  return undefined;
}

interface Cure {
  readonly reason: DiagnosisReason;
  readonly frees: readonly string[];
  readonly butNot?: string;
}

/** `stsctl patch` for the partition that lets pods from `index` on be updated. */
export function lowerPartition({ set }: Facts, index: number): string {
  const { name, namespace = "" } = set.metadata;
  const patch = JSON.stringify({ spec: { updateStrategy: { rollingUpdate: { partition: index } } } });
  return command(`patch sts ${name} -p '${patch}'`, namespace);
}

/** The place of a pod that the partition keeps at the current revision, so that it would come back the same. */
function heldIndex({ set, slots, update }: Facts, pod: Pod): number | undefined {
  const index = slots.replicas.findIndex(({ name }) => name === pod.metadata.name);
  const isHeld = index >= 0 && index < (set.spec.updateStrategy?.rollingUpdate?.partition ?? 0);
  const revision = revisionOf(pod);
  return isHeld && revision !== update && revision === set.status?.currentRevision ? index : undefined;
}

/** Whether a pod of a revision finds no node where one of the template that the set has finds none. */
function asksNodesForTheSame({ set, view }: Facts, name: string): boolean {
  const revision = view.get("ControllerRevision", set.metadata.namespace ?? "", name);
  const template = revision === undefined ? undefined : templateOf(revision);
  return template !== undefined && askTheSameOfNodes(template, set.spec.template);
}

/** Commands for a pod that is at another revision than the set's template. */
function oldRevisionCure(facts: Facts, pod: Pod, found: Trouble): Cure {
  const { set, view } = facts;
  const { name, namespace = "" } = pod.metadata;
  const away = command(`delete pod ${name}`, namespace);
  const at = revisionText(view, set, revisionOf(pod));
  const held = heldIndex(facts, pod);
  if (held !== undefined) {
    const butNot = `Deleting it alone does not free it: the partition brings it back at ${at}.`;
    return { reason: found.reason, frees: [lowerPartition(facts, held), away], butNot };
  }
  if (found.reason === "unschedulable" && asksNodesForTheSame(facts, revisionOf(pod))) {
    if (found.otherwise.length > 0) return { reason: found.reason, frees: found.otherwise };
    const butNot = `It is still at ${at}, and the template asks nodes for the same.`;
    return { reason: found.reason, frees: [otherTemplate(set, found.reason), away], butNot };
  }
  const hold = holdOn(facts);
  if (hold === undefined) return { reason: found.reason, frees: [] };
  return { reason: hold.reason, frees: [away], butNot: `It is still at ${at}, and ${hold.why}.` };
}

/** Commands for a pod that another template would cure: back to the earlier one, then away with the pod if need be. */
function templateCure(facts: Facts, pod: Pod, found: Trouble): Cure {
  const { set, view, update } = facts;
  if (revisionOf(pod) !== update) return oldRevisionCure(facts, pod, found);
  const isInVain = found.reason === "unschedulable" && asksNodesForTheSame(facts, set.status?.currentRevision ?? "");
  const back = isInVain ? undefined : goBack(view, set);
  if (back === undefined && found.otherwise.length > 0) return { reason: found.reason, frees: found.otherwise };
  const frees = [back ?? otherTemplate(set, found.reason)];
  const hold = holdOn(facts);
  if (hold === undefined) return { reason: found.reason, frees };
  const what = back === undefined ? "Another template" : "Going back";
  const away = command(`delete pod ${pod.metadata.name}`, pod.metadata.namespace ?? "");
  return { reason: found.reason, frees: [...frees, away], butNot: `${what} alone does not free it: ${hold.why}.` };
}

/** What ends a lasting trouble: its own commands, another template, or the end of the fault alone. */
export function cure(facts: Facts, { pod }: Slot, found: Trouble): Cure & { readonly recovers: readonly string[] } {
  const { reason, frees, recovers } = found;
  if (frees.length > 0) return { reason, frees, recovers };
  if (pod !== undefined && found.ofTemplate) return { ...templateCure(facts, pod, found), recovers };
  if (recovers.length > 0) return { reason, frees: recovers, recovers: [] };
  return { reason, frees: reason === "create-refused" ? [otherTemplate(facts.set, reason)] : [], recovers };
}
