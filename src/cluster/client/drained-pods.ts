import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { controllerOf, namespacedName } from "../../api/object.ts";
import type { View } from "../view.ts";
import { labelFilter } from "./targets.ts";

/** What a drain may do besides evicting plain pods. */
export interface DrainPolicy {
  readonly force?: boolean;
  readonly ignoreDaemonSets?: boolean;
  readonly deleteEmptyDirData?: boolean;
  readonly podSelector?: string;
}

/** The pods that a drain takes off a node, or why it takes none. */
export interface DrainedPods {
  readonly pods: readonly Pod[];
  /** What is done all the same, said once before it is done. */
  readonly warning?: string;
  readonly errors: readonly string[];
}

/** Of several verdicts on a pod the last one counts, with its warning: kubectl never tells of local storage. */
interface Verdict {
  readonly takes: boolean;
  readonly warning?: string;
  readonly error?: string;
}

const TAKES: Verdict = { takes: true };

function daemonSetVerdict(pod: Pod, policy: DrainPolicy, view: View): Verdict {
  const controller = controllerOf(pod);
  if (controller?.kind !== "DaemonSet" || controller.apiVersion !== "apps/v1" || isFinished(pod)) return TAKES;
  const isThere = view.get("DaemonSet", pod.metadata.namespace ?? "", controller.name) !== undefined;
  if (!isThere && policy.force === true) return TAKES;
  if (!isThere) return { takes: false, error: `daemonsets.apps ${JSON.stringify(controller.name)} not found` };
  if (policy.ignoreDaemonSets === true) return { takes: false, warning: "ignoring DaemonSet-managed Pods" };
  return { takes: false, error: "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)" };
}

function storageVerdict(pod: Pod, policy: DrainPolicy): Verdict {
  const isLocal = (pod.spec.volumes ?? []).some((volume) => "emptyDir" in volume);
  if (!isLocal || isFinished(pod)) return TAKES;
  if (policy.deleteEmptyDirData === true) return TAKES;
  return { takes: false, error: "Pods with local storage (use --delete-emptydir-data to override)" };
}

function ownerVerdict(pod: Pod, policy: DrainPolicy): Verdict {
  if (isFinished(pod) || controllerOf(pod) !== undefined) return TAKES;
  if (policy.force === true) return { takes: true, warning: "deleting Pods that declare no controller" };
  return { takes: false, error: "Pods that declare no controller (use --force to override)" };
}

function verdictOn(pod: Pod, policy: DrainPolicy, view: View): Verdict {
  const isMirror = pod.metadata.annotations?.["kubernetes.io/config.mirror"] !== undefined;
  const verdicts = [daemonSetVerdict(pod, policy, view), { takes: !isMirror }, storageVerdict(pod, policy)];
  return verdicts.find(({ takes }) => !takes) ?? ownerVerdict(pod, policy);
}

/** `ignoring DaemonSet-managed Pods: default/a, default/b`. */
function listed(judged: readonly (readonly [Pod, Verdict])[], part: "warning" | "error"): readonly string[] {
  const byMessage = new Map<string, string[]>();
  for (const [{ metadata }, verdict] of judged) {
    const message = verdict[part];
    if (message === undefined) continue;
    const pods = byMessage.get(message) ?? [];
    pods.push(`${metadata.namespace ?? ""}/${metadata.name}`);
    byMessage.set(message, pods);
  }
  return [...byMessage].map(([message, pods]) => `${message}: ${pods.join(", ")}`);
}

/**
 * Which pods of a node a drain takes away. One that it may not take holds up all of them.
 * @see staging/src/k8s.io/kubectl/pkg/drain/filters.go (1.36)
 */
export function drainedPods(view: View, node: string, policy: DrainPolicy): DrainedPods {
  const matches = labelFilter(policy.podSelector);
  const pods = view.indexed("Pod", "node", node).toSorted((a, b) => (namespacedName(a) < namespacedName(b) ? -1 : 1));
  const judged = pods
    .filter((pod) => matches(pod.metadata.labels ?? {}))
    .map((pod) => [pod, verdictOn(pod, policy, view)] as const);
  const errors = listed(judged, "error").map((message) => `cannot delete ${message}`);
  const warnings = listed(judged, "warning");
  return {
    pods: judged.filter(([, { takes }]) => takes).map(([pod]) => pod),
    ...(warnings.length === 0 ? {} : { warning: warnings.join("; ") }),
    errors,
  };
}
