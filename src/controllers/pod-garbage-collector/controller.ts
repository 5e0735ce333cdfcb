import { OUT_OF_SERVICE } from "../../api/kinds/node/taints.ts";
import type { Node } from "../../api/kinds/node/types.ts";
import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import { podCondition, type Pod, type PodCondition } from "../../api/kinds/pod/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { instantOf } from "../../base/instant.ts";
import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { abandonment, isAbandoned } from "../abandoned-pods.ts";
import { SETTLED, type Again } from "../again.ts";
import type { Controller, Key, StepContext } from "../controller.ts";

/** How long a node has to be gone. @see pkg/controller/podgc/gc_controller.go, `quarantineTime` (1.36) */
const QUARANTINE_MS = 40_000;

function withMark(pod: Pod, mark: PodCondition | undefined): Pod {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== "DisruptionTarget");
  return { ...pod, status: { ...pod.status, conditions: mark === undefined ? others : [...others, mark] } };
}

/** @returns the error where the server refuses */
function write(pod: Pod, { api }: StepContext): string | undefined {
  const { resourceVersion: _version, ...metadata } = pod.metadata;
  const answer = api.updateStatus({ ...pod, metadata });
  return answer.ok || answer.status.code === 404 ? undefined : answer.status.message;
}

/** @see pkg/controller/podgc/gc_controller.go, `markFailedAndDeletePodWithCondition` (1.36) */
function collect(pod: Pod, context: StepContext): string | undefined {
  const error = isFinished(pod) ? undefined : write({ ...pod, status: { ...pod.status, phase: "Failed" } }, context);
  if (error !== undefined) return error;
  const key = { kind: "Pod", namespace: namespaceOf(pod), name: pod.metadata.name };
  const answer = context.api.delete(key, { gracePeriodSeconds: 0 });
  return answer.ok || answer.status.code === 404 ? undefined : answer.status.message;
}

/**
 * Whether nothing is heard of a node that somebody has given up: then pods that are going need not wait for its kubelet.
 * @see the same file, `gcTerminating`
 */
function isOutOfService({ spec, status }: Node): boolean {
  const isReady = status?.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True");
  return isReady !== true && (spec.taints ?? []).some(({ key }) => key === OUT_OF_SERVICE);
}

function collectLeaving(pods: readonly Pod[], context: StepContext): Again {
  const leaving = pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
  const [error] = leaving.flatMap((pod) => collect(pod, context) ?? []);
  return error === undefined ? SETTLED : { kind: "retry", error };
}

/** Of a node that is there again: its pods are given up no longer. */
function keepAll(pods: readonly Pod[], context: StepContext): Again {
  const errors = pods.filter(isAbandoned).flatMap((pod) => write(withMark(pod, undefined), context) ?? []);
  return errors[0] === undefined ? SETTLED : { kind: "retry", error: errors[0] };
}

function sync(node: Key, context: StepContext): Again {
  const { view, now } = context;
  const pods = view.indexed("Pod", "node", node);
  const found = view.get("Node", "", node);
  if (found !== undefined) return isOutOfService(found) ? collectLeaving(pods, context) : keepAll(pods, context);
  const errors: string[] = [];
  let next: number | undefined;
  for (const pod of pods) {
    const since = isAbandoned(pod) ? instantOf(podCondition(pod, "DisruptionTarget")?.lastTransitionTime ?? "") : now;
    const at = since + QUARANTINE_MS;
    const isWaiting = pod.metadata.deletionTimestamp !== undefined && pod.metadata.deletionGracePeriodSeconds === 0;
    if (at <= now && isWaiting) continue;
    const error = at <= now ? collect(pod, context) : undefined;
    const unmarked = at > now && !isAbandoned(pod) ? write(withMark(pod, abandonment(now)), context) : undefined;
    errors.push(...[error, unmarked].filter((one) => one !== undefined));
    if (at > now) next = Math.min(next ?? at, at);
  }
  if (errors[0] !== undefined) return { kind: "retry", error: errors[0], ...(next === undefined ? {} : { at: next }) };
  return next === undefined ? SETTLED : { kind: "at", at: next };
}

function keysFor({ key, before, after }: Change, view: View): readonly Key[] {
  if (key.kind === "Node") {
    const hasChanged = before === undefined || after === undefined || isOutOfService(after as Node);
    return hasChanged ? [key.name] : [];
  }
  if (key.kind !== "Pod" || after?.metadata.deletionTimestamp === undefined) return [];
  const { nodeName = "" } = (after as Pod).spec;
  const node = nodeName === "" ? undefined : view.get("Node", "", nodeName);
  return node !== undefined && isOutOfService(node) ? [nodeName] : [];
}

function allKeys(view: View): readonly Key[] {
  const abandoned = view.list("Pod").flatMap((pod) => (isAbandoned(pod) ? (pod.spec.nodeName ?? []) : []));
  const given = view.list("Node").filter(isOutOfService);
  return [...new Set([...abandoned, ...given.map(({ metadata }) => metadata.name)])];
}

/**
 * Deletes pods whose node was deleted, once it has been gone for a while. The moment is kept on the pods, as the
 * condition that upstream gives them when it deletes them: nothing else tells since when a node is gone. Pods of nodes
 * that were never there are let be: clusters are imported without their nodes. Pods that are going are deleted from nodes
 * out of service.
 * @see pkg/controller/podgc/gc_controller.go, `gcOrphaned`, `gcTerminating` (1.36)
 */
export const podGarbageCollectorController: Controller = {
  name: "pod-garbage-collector",
  keysFor,
  allKeys,
  sync,
};
