import { CORDONED } from "../../api/kinds/node/taints.ts";
import type { Node } from "../../api/kinds/node/types.ts";
import { isPodReady, type Pod, type PodCondition } from "../../api/kinds/pod/types.ts";
import { sameJson } from "../../base/json.ts";
import { timestamp, type Instant } from "../../base/instant.ts";
import { faultFor, isNodeDown } from "../../cluster/faults.ts";
import type { FaultKind } from "../../cluster/world.ts";
import { retryAfter, SETTLED, settledBy, type Again } from "../again.ts";
import type { Controller, Key, StepContext } from "../controller.ts";

type Taint = NonNullable<Node["spec"]["taints"]>[number];

const UNREACHABLE = "node.kubernetes.io/unreachable";
const POD_FAULTS: readonly FaultKind[] = ["not-ready", "crash-loop", "image-pull", "failed", "succeeded", "down"];

function wantedTaints(node: Node, down: boolean): readonly Pick<Taint, "key" | "effect">[] {
  return [
    ...(node.spec.unschedulable === true ? [CORDONED] : []),
    ...(down
      ? [
          { key: UNREACHABLE, effect: "NoSchedule" },
          { key: UNREACHABLE, effect: "NoExecute" },
        ]
      : []),
  ];
}

/** @see pkg/controller/nodelifecycle/node_lifecycle_controller.go, `doNoScheduleTaintingPass` (1.36) */
function taintsFor(node: Node, down: boolean, now: Instant): readonly Taint[] {
  const old = node.spec.taints ?? [];
  const others = old.filter((taint) => taint.key !== UNREACHABLE && taint.key !== CORDONED.key);
  const wanted = wantedTaints(node, down).map((taint) => {
    const known = old.find((one) => one.key === taint.key && one.effect === taint.effect);
    return known ?? { ...taint, timeAdded: timestamp(now) };
  });
  return [...others, ...wanted];
}

type NodeCondition = NonNullable<NonNullable<Node["status"]>["conditions"]>[number];

const READY = { status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" };
const UNKNOWN = { status: "Unknown", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status." };

/** @see pkg/controller/nodelifecycle/node_lifecycle_controller.go, `tryUpdateNodeHealth` (1.36) */
function conditionsFor(node: Node, down: boolean, now: Instant): readonly NodeCondition[] {
  const conditions = node.status?.conditions ?? [];
  const old = conditions.find((condition) => condition.type === "Ready");
  const wanted = down ? UNKNOWN : READY;
  if (old?.status === wanted.status || (old?.status === "False" && !down)) return conditions;
  const ready = { ...old, type: "Ready", ...wanted, lastTransitionTime: timestamp(now) };
  return [...conditions.filter((condition) => condition.type !== "Ready"), ready];
}

function unready(condition: PodCondition, now: Instant): PodCondition {
  const isReady = condition.type === "Ready" || condition.type === "ContainersReady";
  if (!isReady || condition.status !== "True") return condition;
  return { ...condition, status: "False", lastTransitionTime: timestamp(now) };
}

/** @see pkg/controller/util/node/controller_utils.go, `MarkPodsNotReady` (1.36) */
function markUnready(pod: Pod, { api, now, world }: StepContext): Again {
  if (!isPodReady(pod) || faultFor(pod, world, POD_FAULTS)?.as !== "down") return SETTLED;
  const status = {
    ...pod.status,
    conditions: (pod.status?.conditions ?? []).map((condition) => unready(condition, now)),
    containerStatuses: (pod.status?.containerStatuses ?? []).map((container) => ({ ...container, ready: false })),
  };
  return settledBy(api.updateStatus({ ...pod, status }));
}

function sync(key: Key, context: StepContext): Again {
  const { view, api, now, world } = context;
  const node = view.get("Node", "", key);
  if (node === undefined) return SETTLED;
  const down = isNodeDown(key, world);
  const taints = taintsFor(node, down, now);
  const conditions = conditionsFor(node, down, now);
  const { taints: _taints, ...spec } = node.spec;
  if (!sameJson(taints, node.spec.taints ?? [])) {
    const answer = api.update({ ...node, spec: taints.length === 0 ? spec : { ...spec, taints } });
    if (!answer.ok) return retryAfter(answer.status);
  }
  if (conditions !== node.status?.conditions) {
    const { resourceVersion: _version, ...metadata } = node.metadata;
    const answer = api.updateStatus({ ...node, metadata, status: { ...node.status, conditions } });
    if (!answer.ok) return retryAfter(answer.status);
  }
  if (!down) return SETTLED;
  for (const pod of view.indexed("Pod", "node", key)) {
    const again = markUnready(pod, context);
    if (again.kind !== "settled") return again;
  }
  return SETTLED;
}

/** Says of a node that is down that nothing is heard of it, and of its pods that they are not ready. Cordoned nodes get their taint. */
export const nodeController: Controller = {
  name: "node-controller",
  heedsFaults: true,
  keysFor: (change) => (change.key.kind === "Node" && change.after !== undefined ? [change.key.name] : []),
  allKeys: (view) => view.list("Node").map((node) => node.metadata.name),
  sync,
};
