import { claimNames } from "../../api/kinds/pod/claims.ts";
import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import { sameJson } from "../../base/json.ts";
import { namespacedName, namespaceOf } from "../../api/object.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import type { Change } from "../../cluster/change.ts";
import { faultFor } from "../../cluster/faults.ts";
import type { View } from "../../cluster/view.ts";
import type { FaultKind } from "../../cluster/world.ts";
import { isAbandoned } from "../abandoned-pods.ts";
import { retryAfter, SETTLED, settledOrGone, type Again } from "../again.ts";
import { placeOf, type Controller, type Key, type StepContext } from "../controller.ts";
import { isHollow } from "../hollow-pods.ts";
import { stoppedAt } from "./probe-times.ts";
import { standingOf } from "./stages.ts";

const NAME = "kubelet";

/** What the kubelet wrote itself needs no second look: a status follows from itself. */
function keysFor(change: Change, view: View): readonly Key[] {
  const { kind, namespace, name } = change.key;
  if (kind === "Pod") return change.after === undefined || change.actor === NAME ? [] : [`${namespace}/${name}`];
  if (kind !== "PersistentVolumeClaim" || view.count("Pod", "claim", `${namespace}/${name}`) === 0) return [];
  return view.indexed("Pod", "claim", `${namespace}/${name}`).map(namespacedName);
}

function claimsBound(pod: Pod, view: View): boolean {
  return claimNames(pod).every((name) => {
    return view.get("PersistentVolumeClaim", namespaceOf(pod), name)?.status?.phase === "Bound";
  });
}

const KEEPS_FROM_STOPPING: readonly FaultKind[] = ["stuck-terminating", "down"];
const KEEPS_FROM_RUNNING: readonly FaultKind[] = [
  "not-ready",
  "crash-loop",
  "image-pull",
  "failed",
  "succeeded",
  "down",
];

/** A terminating pod goes when it has stopped; the kubelet says so by deleting it without grace. */
function stop(pod: Pod, { api, now, world }: StepContext): Again {
  if (pod.metadata.deletionGracePeriodSeconds === 0) return SETTLED;
  if (faultFor(pod, world, KEEPS_FROM_STOPPING) !== undefined) return SETTLED;
  const at = stoppedAt(pod, world.settings.stopAfterMs);
  if (at > now) return { kind: "at", at };
  const { name, uid } = pod.metadata;
  const key = { kind: "Pod", namespace: namespaceOf(pod), name };
  const preconditions = uid === undefined ? {} : { preconditions: { uid } };
  return settledOrGone(api.delete(key, { gracePeriodSeconds: 0, ...preconditions }));
}

function hostIpOf(pod: Pod, view: View): string | undefined {
  const node = view.get("Node", "", pod.spec.nodeName ?? "");
  return node?.status?.addresses?.find((address) => address.type === "InternalIP")?.address;
}

function keep(pod: Pod, { view, api, now, world }: StepContext): Again {
  const fault = faultFor(pod, world, KEEPS_FROM_RUNNING);
  if (fault?.as === "down") return SETTLED;
  const { status, again } = standingOf({
    pod,
    now,
    settings: world.settings,
    fault,
    claimsBound: claimsBound(pod, view),
    hostIP: hostIpOf(pod, view),
    allocatePodIp: () => api.allocatePodIp(),
  });
  if (sameJson(status, pod.status)) return again;
  const answer = api.updateStatus({ ...pod, status });
  return answer.ok ? again : retryAfter(answer.status);
}

function sync(key: Key, context: StepContext): Again {
  const { namespace, name } = placeOf(key);
  const pod = context.view.get("Pod", namespace, name);
  if (pod === undefined || (pod.spec.nodeName ?? "") === "" || isAbandoned(pod)) return SETTLED;
  if (pod.metadata.deletionTimestamp !== undefined) return stop(pod, context);
  if (isFinished(pod) || isHollow(pod)) return SETTLED;
  return keep(pod, context);
}

/**
 * Every node's kubelet: runs the bound pods on the clock of the world's settings and under its faults, and reports
 * their status. Of a pod without containers it says nothing, so that what was imported stands. It records no Events;
 * what a pod waits for is in its status.
 */
export const kubeletController: Controller = {
  name: NAME,
  heedsFaults: true,
  keysFor,
  allKeys: (view) => view.list("Pod").map(namespacedName),
  sync,
};
