import type { Node } from "../api/kinds/node/types.ts";
import { containerStatusesOf, podCondition, type Pod } from "../api/kinds/pod/types.ts";
import { namespaceOf, type KubeObject } from "../api/object.ts";
import { instantOf, type Instant } from "../base/instant.ts";
import type { Fault, FaultKind } from "../cluster/world.ts";

const MINUTE = 60_000;
/** A pod that runs and is not ready for as long as that is not merely starting. */
const LONG_UNREADY_MS = 5 * MINUTE;
/** A pod that is still there so long after its grace period does not go by itself. */
const LONG_TERMINATING_MS = MINUTE;

const OF_WAITING: Readonly<Record<string, FaultKind>> = {
  CrashLoopBackOff: "crash-loop",
  ImagePullBackOff: "image-pull",
  ErrImagePull: "image-pull",
  ErrImageNeverPull: "image-pull",
  InvalidImageName: "image-pull",
  CreateContainerConfigError: "not-ready",
  CreateContainerError: "not-ready",
};

function ofContainers(pod: Pod): FaultKind | undefined {
  const [first] = containerStatusesOf(pod).flatMap(({ state }) => OF_WAITING[state?.waiting?.reason ?? ""] ?? []);
  return first;
}

function sinceOf(pod: Pod, type: string): Instant | undefined {
  const condition = podCondition(pod, type);
  const at = condition?.status === "False" ? instantOf(condition.lastTransitionTime ?? "") : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** What is lasting about a pod that is not well; undefined where it is well, or may be soon. */
function faultOf(pod: Pod, now: Instant): FaultKind | undefined {
  const { phase } = pod.status ?? {};
  const { deletionTimestamp } = pod.metadata;
  if (deletionTimestamp !== undefined) {
    return instantOf(deletionTimestamp) + LONG_TERMINATING_MS < now ? "stuck-terminating" : undefined;
  }
  if (phase !== "Running" && phase !== "Pending") return undefined;
  if (!pod.spec.nodeName)
    return podCondition(pod, "PodScheduled")?.reason === "Unschedulable" ? "unschedulable" : undefined;
  const unready = sinceOf(pod, "Ready");
  const isLong = phase === "Running" && unready !== undefined && unready + LONG_UNREADY_MS <= now;
  return ofContainers(pod) ?? (isLong ? "not-ready" : undefined);
}

function isLost({ status }: Node): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "Unknown") === true;
}

/**
 * The faults that objects of a real cluster show: of nodes that nothing is heard of, and of pods that are not well. These
 * hold for the pod of that uid alone; what takes its place may be well.
 */
export function impliedFaults(objects: readonly KubeObject[], now: Instant): readonly Fault[] {
  const lost = new Set(objects.flatMap((one) => (one.kind === "Node" && isLost(one as Node) ? one.metadata.name : [])));
  const nodes = [...lost].map((name): Fault => ({ target: `node/${name}`, namespace: "", as: "down" }));
  const pods = objects.flatMap((object): readonly Fault[] => {
    if (object.kind !== "Pod" || lost.has((object as Pod).spec.nodeName ?? "")) return [];
    const as = faultOf(object as Pod, now);
    const { name, uid = "" } = object.metadata;
    return as === undefined ? [] : [{ target: `pod/${name}`, namespace: namespaceOf(object), as, uid }];
  });
  return [...nodes, ...pods];
}
