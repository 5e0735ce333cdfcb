import type { Taint } from "../../api/kinds/node/taints.ts";
import type { Node } from "../../api/kinds/node/types.ts";
import { podCondition, withCondition, type Pod, type PodCondition } from "../../api/kinds/pod/types.ts";
import { namespacedName, namespaceOf } from "../../api/object.ts";
import { sameJson } from "../../base/json.ts";
import { timestamp, type Instant } from "../../base/instant.ts";
import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { SETTLED, settledBy, settledOrGone, type Again } from "../again.ts";
import { placeOf, type Controller, type Key, type StepContext } from "../controller.ts";
import { evictingTaints, isTimed, mayStayUntil } from "./toleration-time.ts";

const KEPT = "kept:";
/** Of pods that are looked at though nothing has come about: those that had to go and are going were marked before. */
const AGAIN = "again:";
const REASON = "DeletionByTaintManager";

function mark(now: Instant): PodCondition {
  const said = { reason: REASON, message: "Taint manager: deleting due to NoExecute taint" };
  return { type: "DisruptionTarget", status: "True", lastTransitionTime: timestamp(now), ...said };
}

/** Keys of pods whose node has lost its taints in time are those of pods that are kept. */
function keysForNode({ key, before, after }: Change, view: View): readonly Key[] {
  const [old, taints] = [evictingTaints(before as Node | undefined), evictingTaints(after as Node | undefined)];
  if (sameJson(old, taints)) return [];
  const pods = view.indexed("Pod", "node", key.name);
  if (taints.length > 0) return pods.map(namespacedName);
  return pods.filter((pod) => Number.isFinite(mayStayUntil(pod, old))).map((pod) => `${KEPT}${namespacedName(pod)}`);
}

function keysForPod(before: Pod | undefined, after: Pod | undefined, view: View): readonly Key[] {
  if (after === undefined || before?.spec === after.spec || (after.spec.nodeName ?? "") === "") return [];
  const isSame =
    before?.spec.nodeName === after.spec.nodeName && sameJson(before?.spec.tolerations, after.spec.tolerations);
  const node = isSame ? undefined : view.get("Node", "", after.spec.nodeName ?? "");
  return evictingTaints(node).length === 0 ? [] : [namespacedName(after)];
}

function keysFor(change: Change, view: View): readonly Key[] {
  if (change.key.kind === "Node") return keysForNode(change, view);
  return change.key.kind === "Pod" ? keysForPod(change.before as Pod, change.after as Pod, view) : [];
}

function allKeys(view: View): readonly Key[] {
  const tainted = view.list("Node").filter((node) => evictingTaints(node).length > 0);
  return tainted.flatMap(({ metadata }) =>
    view.indexed("Pod", "node", metadata.name).map((pod) => `${AGAIN}${namespacedName(pod)}`),
  );
}

const isUndated = ({ effect, timeAdded }: Taint): boolean => effect === "NoExecute" && timeAdded === undefined;

/** Taints that a pod tolerates for a while get the time from which that counts, where nobody has given it. */
function noteTimes(pod: Pod, node: Node, { api, now }: StepContext): Again | undefined {
  if (!evictingTaints(node).some((taint) => isUndated(taint) && isTimed(pod, taint))) return undefined;
  const taints = (node.spec.taints ?? []).map((taint) =>
    isUndated(taint) ? { ...taint, timeAdded: timestamp(now) } : taint,
  );
  return settledBy(api.update({ ...node, spec: { ...node.spec, taints } }));
}

/** @see pkg/controller/tainteviction/taint_eviction.go, `deletePodHandler`, `addConditionAndDeletePod` (1.36) */
function evict(pod: Pod, { api, now }: StepContext): Again {
  if (podCondition(pod, "DisruptionTarget")?.reason !== REASON) {
    api.event(pod, "Normal", "TaintManagerEviction", `Marking for deletion Pod ${namespacedName(pod)}`);
    const marked = api.updateStatus(withCondition(pod, mark(now)));
    if (!marked.ok && marked.status.code !== 404) return { kind: "retry", error: marked.status.message };
  } else if (pod.metadata.deletionTimestamp !== undefined) return SETTLED;
  return settledOrGone(api.delete({ kind: "Pod", namespace: namespaceOf(pod), name: pod.metadata.name }));
}

/** Whether it had its turn already, though somebody may have evicted it after that, for a reason of their own. */
function wasMarked(pod: Pod, until: Instant, now: Instant): boolean {
  if (pod.metadata.deletionTimestamp === undefined) return false;
  return until < now || podCondition(pod, "DisruptionTarget")?.lastTransitionTime === timestamp(now);
}

function sync(key: Key, context: StepContext): Again {
  const { view, api, now } = context;
  const { namespace, name } = placeOf(key.slice(key.indexOf(":") + 1));
  const pod = view.get("Pod", namespace, name);
  const node = pod === undefined ? undefined : view.get("Node", "", pod.spec.nodeName ?? "");
  if (pod === undefined || node === undefined) return SETTLED;
  const taints = evictingTaints(node);
  if (taints.length === 0) {
    const isKept = key.startsWith(KEPT) && podCondition(pod, "DisruptionTarget")?.reason !== REASON;
    if (isKept) api.event(pod, "Normal", "TaintManagerEviction", `Cancelling deletion of Pod ${namespacedName(pod)}`);
    return SETTLED;
  }
  const noted = noteTimes(pod, node, context);
  if (noted !== undefined) return noted;
  const until = mayStayUntil(pod, taints);
  if (until <= now) return key.startsWith(AGAIN) && wasMarked(pod, until, now) ? SETTLED : evict(pod, context);
  return Number.isFinite(until) ? { kind: "at", at: until, isDeadline: true } : SETTLED;
}

/**
 * Deletes pods from nodes with NoExecute taints that they do not tolerate, or no longer: those of a node that nothing has
 * been heard of go after five minutes unless they say otherwise. How long a node stays lost is for the rehearsal to say:
 * who waits for rest does not wait for that.
 * @see pkg/controller/tainteviction/taint_eviction.go (1.36)
 */
export const taintEvictionController: Controller = {
  name: "taint-eviction-controller",
  keysFor,
  allKeys,
  deadlineKeys: allKeys,
  sync,
};
