import { REVISION_LABEL, revisionOf } from "../../api/kinds/controllerrevision/types.ts";
import { TEMPLATE_GENERATION, type DaemonSet } from "../../api/kinds/daemonset/types.ts";
import { isAvailable, nextAvailable } from "../../api/kinds/pod/lifecycle.ts";
import { isPodReady, type Pod, type PodTemplateSpec } from "../../api/kinds/pod/types.ts";
import { controllerOf, namespacedName, namespaceOf, type KubeObject } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import { sameJson } from "../../base/json.ts";
import type { Instant } from "../../base/instant.ts";
import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { retryAfter, SETTLED, type Again } from "../again.ts";
import { placeOf, type Controller, type Key, type StepContext } from "../controller.ts";
import { createOwnedPods, deleteOwnedPods } from "../owned-pod-control.ts";
import { claimOwned, isUpForAdoption, podFor } from "../owned-pods.ts";
import { specFor } from "./eligible-nodes.ts";
import { constructHistory, trimHistory } from "./history.ts";
import { nodesOf } from "./node-pods.ts";
import { place, type Placed } from "./placement.ts";
import { rollOver, type Work } from "./rolling-update.ts";

const GENERATION_LABEL = "pod-template-generation";

function ownerKeys(object: KubeObject | undefined): readonly Key[] {
  const owner = object === undefined ? undefined : controllerOf(object);
  return object !== undefined && owner?.kind === "DaemonSet" ? [`${namespaceOf(object)}/${owner.name}`] : [];
}

function keysForOwned(change: Change, view: View): readonly Key[] {
  const { before, after } = change;
  const keys = [...ownerKeys(before), ...ownerKeys(after)];
  if (after === undefined || !isUpForAdoption(change)) return keys;
  for (const set of view.list("DaemonSet", namespaceOf(after))) {
    if (selects(set.spec.selector, after.metadata.labels)) keys.push(namespacedName(set));
  }
  return keys;
}

function keysFor(change: Change, view: View): readonly Key[] {
  const { key, after } = change;
  switch (key.kind) {
    case "DaemonSet":
      return after === undefined ? [] : [`${key.namespace}/${key.name}`];
    case "Pod":
    case "ControllerRevision":
      return keysForOwned(change, view);
    case "Node":
      return view.list("DaemonSet").map(namespacedName);
    default:
      return [];
  }
}

/** The set's template with the labels that tell which revision a pod is of. @see pkg/controller/daemon/util/daemonset_util.go, `CreatePodTemplate` (1.36) */
function templateFor(set: DaemonSet, hash: string): PodTemplateSpec {
  const generation = set.metadata.annotations?.[TEMPLATE_GENERATION];
  const labels = {
    ...set.spec.template.metadata?.labels,
    ...(generation === undefined ? {} : { [GENERATION_LABEL]: generation }),
    [REVISION_LABEL]: hash,
  };
  return { ...set.spec.template, metadata: { ...set.spec.template.metadata, labels } };
}

/** One pod a node, each made when it is asked for. */
function* newPods(set: DaemonSet, nodes: readonly string[], hash: string, context: StepContext): Iterable<Pod> {
  const template = templateFor(set, hash);
  for (const node of nodes) yield podFor(set, { ...template, spec: specFor(set, node) }, context);
}

/**
 * Pods are made until some cannot be, and deleted all the same.
 * @see pkg/controller/daemon/daemon_controller.go, `syncNodes` (1.36)
 */
function carryOut(work: Work, { set, hash }: { set: DaemonSet; hash: string }, context: StepContext): Again {
  const unmade = createOwnedPods(set, newPods(set, work.create, hash, context), context);
  const errors = [...unmade, ...deleteOwnedPods(set, work.remove, context)];
  return errors.length === 0 ? SETTLED : { kind: "retry", error: errors.join(", ") };
}

/** @see pkg/controller/daemon/daemon_controller.go, `updateDaemonSetStatus` (1.36) */
function statusOf(set: DaemonSet, { nodes, hash }: Placed, now: Instant): NonNullable<DaemonSet["status"]> {
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const wanted = nodes.filter((one) => one.shouldRun);
  const oldest = wanted.flatMap(({ pods }): readonly Pod[] => pods.slice(0, 1));
  const ready = oldest.filter(isPodReady);
  const available = oldest.filter((pod) => isAvailable(pod, minReadySeconds, now)).length;
  const updated = oldest.filter((pod) => revisionOf(pod) === hash).length;
  const unavailable = wanted.length - available;
  const { generation } = set.metadata;
  const { collisionCount } = set.status ?? {};
  return {
    currentNumberScheduled: oldest.length,
    numberMisscheduled: nodes.filter((one) => !one.isGone && !one.shouldRun && one.pods.length > 0).length,
    desiredNumberScheduled: wanted.length,
    numberReady: ready.length,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...(updated === 0 ? {} : { updatedNumberScheduled: updated }),
    ...(available === 0 ? {} : { numberAvailable: available }),
    ...(unavailable === 0 ? {} : { numberUnavailable: unavailable }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
}

function writeStatus(set: DaemonSet, placed: Placed, { api, now }: StepContext): Again {
  const status = statusOf(set, placed, now);
  if (!sameJson(status, set.status)) {
    const answer = api.updateStatus({ ...set, status });
    if (!answer.ok) return retryAfter(answer.status);
  }
  const pods = placed.nodes.flatMap((one) => one.pods);
  const at = nextAvailable(pods, set.spec.minReadySeconds ?? 0, now);
  return at === undefined ? SETTLED : { kind: "at", at };
}

/** @see pkg/controller/daemon/daemon_controller.go, `syncDaemonSet` (1.36) */
function sync(key: Key, context: StepContext): Again {
  const { namespace, name } = placeOf(key);
  const set = context.view.get("DaemonSet", namespace, name);
  if (set === undefined || set.metadata.deletionTimestamp !== undefined) return SETTLED;
  const outcome = constructHistory(set, context);
  if (!outcome.ok) return { kind: "retry", error: outcome.error };
  const hash = revisionOf(outcome.history.current);
  const { selector } = set.spec;
  const { objects: pods, error } = claimOwned("Pod", { owner: set, selector, looksAt: () => true }, context);
  if (error !== undefined) return { kind: "retry", error };
  const nodes = nodesOf(set, pods, context.view);
  const placed = place(set, { nodes, hash }, context);
  const isPlaced = placed.create.length + placed.remove.length === 0;
  const rolls = (set.spec.updateStrategy?.type ?? "RollingUpdate") === "RollingUpdate";
  const work = isPlaced && rolls ? rollOver({ set, nodes, hash, now: context.now }) : placed;
  const done = carryOut(work, { set, hash }, context);
  const kept = done.kind === "retry" ? undefined : trimHistory(set, { ...outcome.history, pods }, context);
  const again = writeStatus(set, { nodes, hash }, context);
  if (kept !== undefined) return { kind: "retry", error: kept };
  return done.kind === "retry" ? done : again;
}

/** Keeps one pod of a template on every node that takes it. @see pkg/controller/daemon/daemon_controller.go (1.36) */
export const daemonsetController: Controller = {
  name: "daemonset-controller",
  keysFor,
  allKeys: (view) => view.list("DaemonSet").map(namespacedName),
  sync,
};
