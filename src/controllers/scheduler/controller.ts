import type { Node } from "../../api/kinds/node/types.ts";
import { SELECTED_NODE } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { podCondition, type Pod, type PodCondition } from "../../api/kinds/pod/types.ts";
import { controllerOf, namespacedName, namespaceOf } from "../../api/object.ts";
import { timestamp } from "../../base/instant.ts";
import type { Change } from "../../cluster/change.ts";
import { besideKey } from "../../cluster/indexes.ts";
import type { View } from "../../cluster/view.ts";
import { retryAfter, SETTLED, settledBy, type Again } from "../again.ts";
import { placeOf, type Controller, type Key, type StepContext } from "../controller.ts";
import { isHollow } from "../hollow-pods.ts";
import { FULL_HOUSE, isLess } from "./company.ts";
import { claimsOf, heirsOf, type PodClaims } from "./claims.ts";
import { filtersFor, rejectionOf, type Rejection } from "./filters.ts";
import { dependsOnOthers } from "./pod-affinity.ts";
import { noNodeFits, podFitsNowhere } from "./unschedulable-message.ts";

/** The work of looking again at all waiting pods whose place depends on where other pods are. */
const WAITING_FOR_OTHERS: Key = "*";

const isUnbound = (pod: Pod): boolean => (pod.spec.nodeName ?? "") === "";
const unboundPods = (view: View): readonly Pod[] => view.indexed("Pod", "node", "");

function keysForPod(before: Pod | undefined, after: Pod | undefined, view: View): readonly Key[] {
  if (after === undefined) {
    const heirs = before === undefined ? [] : heirsOf(before, view).map(namespacedName);
    return [WAITING_FOR_OTHERS, ...heirs];
  }
  if (isUnbound(after)) return [namespacedName(after)];
  const moved = before === undefined || isUnbound(before) || before.metadata.labels !== after.metadata.labels;
  return moved ? [WAITING_FOR_OTHERS] : [];
}

function keysFor(change: Change, view: View): readonly Key[] {
  const { kind, namespace, name } = change.key;
  switch (kind) {
    case "Pod":
      return keysForPod(change.before as Pod | undefined, change.after as Pod | undefined, view);
    case "PersistentVolumeClaim":
      if (view.count("Pod", "claim", `${namespace}/${name}`) === 0) return [];
      return view.indexed("Pod", "claim", `${namespace}/${name}`).filter(isUnbound).map(namespacedName);
    case "Node":
      return unboundPods(view).map(namespacedName);
    default:
      return [];
  }
}

interface Choice {
  readonly node: string | undefined;
  readonly rejections: readonly Rejection[];
}

/** Of the nodes that no filter rejects the one with the least company, the first by name. */
function chooseNode(pod: Pod, claims: PodClaims, context: StepContext): Choice {
  const { view } = context;
  const filters = filtersFor(pod, claims.bound, context);
  const controller = controllerOf(pod)?.uid;
  const rejections: Rejection[] = [];
  let best: Node | undefined;
  let fewest = FULL_HOUSE;
  for (const node of view.list("Node")) {
    const rejected = rejectionOf(node, filters);
    if (rejected !== undefined) {
      rejections.push(rejected);
      continue;
    }
    const { name } = node.metadata;
    const alike = controller === undefined ? 0 : view.count("Pod", "beside", besideKey(controller, name));
    const company = { alike, all: view.count("Pod", "node", name) };
    if (!isLess(company, fewest)) continue;
    fewest = company;
    best = node;
  }
  return { node: best?.metadata.name, rejections };
}

/** Writes down why the pod has no node. `quietly`: not if the pod's condition only has another text. */
function reject(pod: Pod, message: string, { api, now }: StepContext, quietly: boolean): Again {
  const old = podCondition(pod, "PodScheduled");
  const isKnown = old?.status === "False" && old.reason === "Unschedulable";
  if (isKnown && (quietly || old.message === message)) return SETTLED;
  const condition: PodCondition = {
    lastProbeTime: null,
    lastTransitionTime: isKnown && old.lastTransitionTime !== undefined ? old.lastTransitionTime : timestamp(now),
    message,
    reason: "Unschedulable",
    status: "False",
    type: "PodScheduled",
  };
  const others = (pod.status?.conditions ?? []).filter((other) => other.type !== "PodScheduled");
  return settledBy(api.updateStatus({ ...pod, status: { ...pod.status, conditions: [...others, condition] } }));
}

/** Tells the volume binder which node the claims are to be bound for; the pod is bound after them. */
function selectNode(claims: PodClaims, node: string, { api }: StepContext): Again {
  for (const claim of claims.delayed) {
    if (claim.metadata.annotations?.[SELECTED_NODE] !== undefined) continue;
    const annotations = { ...claim.metadata.annotations, [SELECTED_NODE]: node };
    const answer = api.update({ ...claim, metadata: { ...claim.metadata, annotations } });
    if (!answer.ok) return retryAfter(answer.status);
  }
  return SETTLED;
}

function schedule(pod: Pod, context: StepContext): Again {
  const claims = claimsOf(pod, context.view);
  if ("reason" in claims) {
    const message = podFitsNowhere(context.view.list("Node").length, claims.reason);
    return reject(pod, message, context, claims.gone);
  }
  const { node, rejections } = chooseNode(pod, claims, context);
  if (node === undefined) return reject(pod, noNodeFits(rejections), context, false);
  if (claims.delayed.length > 0) return selectNode(claims, node, context);
  const key = { kind: "Pod", namespace: namespaceOf(pod), name: pod.metadata.name };
  return settledBy(context.api.bind(key, node));
}

function isSchedulable(pod: Pod): boolean {
  const isHeld = isHollow(pod) || (pod.spec.schedulingGates ?? []).length > 0;
  return isUnbound(pod) && pod.metadata.deletionTimestamp === undefined && !isHeld;
}

/** One at a time: the next is looked at when the first has its node, which wakes this again. */
function scheduleThoseWaiting(context: StepContext): Again {
  for (const pod of unboundPods(context.view)) {
    if (!isSchedulable(pod) || !dependsOnOthers(pod)) continue;
    const again = schedule(pod, context);
    const key = { kind: "Pod", namespace: namespaceOf(pod), name: pod.metadata.name };
    const written = context.api.live(key) as Pod | undefined;
    if (again.kind !== "settled" || (written !== undefined && !isUnbound(written))) return again;
  }
  return SETTLED;
}

function sync(key: Key, context: StepContext): Again {
  if (key === WAITING_FOR_OTHERS) return scheduleThoseWaiting(context);
  const { namespace, name } = placeOf(key);
  const pod = context.view.get("Pod", namespace, name);
  return pod === undefined || !isSchedulable(pod) ? SETTLED : schedule(pod, context);
}

/**
 * Binds pods to nodes, whatever scheduler they name: filters as upstream, then the node with the fewest pods of the same
 * controller, and of all. Nodes are never full: a request counts only where a node could not hold the pod alone. Records
 * no Events; why a pod has no node is in its condition.
 */
export const schedulerController: Controller = {
  name: "default-scheduler",
  heedsFaults: true,
  keysFor,
  allKeys: (view) => unboundPods(view).map(namespacedName),
  sync,
};
