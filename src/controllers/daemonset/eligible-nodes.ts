import type { DaemonSet } from "../../api/kinds/daemonset/types.ts";
import { fitsNodeAffinity } from "../../api/kinds/node/node-affinity.ts";
import { isRepelled } from "../../api/kinds/node/taints.ts";
import type { Node } from "../../api/kinds/node/types.ts";
import type { Affinity, Pod, PodSpec, Toleration } from "../../api/kinds/pod/types.ts";
import { sameJson } from "../../base/json.ts";

const tolerate = (condition: string, effect: string): Toleration => ({
  effect,
  key: `node.kubernetes.io/${condition}`,
  operator: "Exists",
});

/** @see pkg/controller/daemon/util/daemonset_util.go, `AddOrUpdateDaemonPodTolerations` (1.36) */
const DAEMON_TOLERATIONS: readonly Toleration[] = [
  tolerate("not-ready", "NoExecute"),
  tolerate("unreachable", "NoExecute"),
  tolerate("disk-pressure", "NoSchedule"),
  tolerate("memory-pressure", "NoSchedule"),
  tolerate("pid-pressure", "NoSchedule"),
  tolerate("unschedulable", "NoSchedule"),
];

/** What tells tolerations apart; for how long they last does not. @see staging/src/k8s.io/api/core/v1/toleration.go, `MatchToleration` (1.36) */
function partsOf({ key = "", effect = "", operator = "", value = "" }: Toleration): readonly string[] {
  return [key, effect, operator, value];
}

function isSame(a: Toleration, b: Toleration): boolean {
  return sameJson(partsOf(a), partsOf(b));
}

/** The template's own tolerations, those among them that a daemon has anyway without an end, and the others that it has. */
function withTolerations(spec: PodSpec): readonly Toleration[] {
  const added = spec.hostNetwork === true ? [tolerate("network-unavailable", "NoSchedule")] : [];
  const own = spec.tolerations ?? [];
  const daemon = [...DAEMON_TOLERATIONS, ...added];
  const kept = own.map((toleration) => daemon.find((one) => isSame(one, toleration)) ?? toleration);
  return [...kept, ...daemon.filter((one) => !own.some((toleration) => isSame(one, toleration)))];
}

function onlyOn(affinity: Affinity | undefined, node: string): Affinity {
  const required = { nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: [node] }] }] };
  const nodeAffinity = { ...affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: required };
  return { ...affinity, nodeAffinity };
}

/**
 * The spec of the daemon's pod for a node: bound to it by affinity, tolerating what befalls nodes.
 * @see the same file, `ReplaceDaemonSetPodNodeNameNodeAffinity` (1.36)
 */
export function specFor(set: DaemonSet, node: string): PodSpec {
  const { spec } = set.spec.template;
  return { ...spec, affinity: onlyOn(spec.affinity, node), tolerations: withTolerations(spec) };
}

/** The node that a daemon's pod is for: its own, or the one it asks for. @see the same file, `GetTargetNodeName` (1.36) */
export function targetNode(pod: Pod): string | undefined {
  if ((pod.spec.nodeName ?? "") !== "") return pod.spec.nodeName;
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const field = required?.nodeSelectorTerms[0]?.matchFields?.find((one) => one.key === "metadata.name");
  return field?.values?.[0];
}

/** Whether a daemon is to be on a node, and whether one that is there may stay. */
export interface Eligibility {
  readonly shouldRun: boolean;
  readonly mayStay: boolean;
}

/** @see pkg/controller/daemon/daemon_controller.go, `NodeShouldRunDaemonPod` (1.36) */
export function eligibility(set: DaemonSet, node: Node): Eligibility {
  const { template } = set.spec;
  const pod: Pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "" },
    spec: { ...template.spec, tolerations: withTolerations(template.spec) },
  };
  const named = template.spec.nodeName ?? "";
  if ((named !== "" && named !== node.metadata.name) || !fitsNodeAffinity(pod, node)) {
    return { shouldRun: false, mayStay: false };
  }
  return { shouldRun: !isRepelled(pod, node), mayStay: !isRepelled(pod, node, ["NoExecute"]) };
}
