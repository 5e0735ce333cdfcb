import type { Pod } from "../api/kinds/pod/types.ts";
import type { PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import { instantOf, type Instant } from "../base/instant.ts";
import type { Fault, FaultKind, World } from "./world.ts";

/** How near a fault's target is to a pod; the nearest counts. */
const NOT_ITS_OWN = 0;
const ITS_IMAGE = 1;
const ITS_NODE = 2;
const ITS_PREFIX = 3;
const ITS_NAME = 4;

function runsImage(pod: Pod, image: string): boolean {
  const { containers, initContainers = [] } = pod.spec;
  return containers.some((one) => one.image === image) || initContainers.some((one) => one.image === image);
}

function isOfRevision({ metadata: { labels = {} } }: Pod, revision: string): boolean {
  return labels["controller-revision-hash"] === revision || labels["pod-template-hash"] === revision;
}

function isOlder({ metadata }: Pod, since: Instant): boolean {
  return instantOf(metadata.creationTimestamp ?? "") < since;
}

function nearness(fault: Fault, pod: Pod): number {
  if (fault.since !== undefined && isOlder(pod, fault.since)) return NOT_ITS_OWN;
  const slash = fault.target.indexOf("/");
  const name = fault.target.slice(slash + 1);
  switch (fault.target.slice(0, slash)) {
    case "pod":
      if (fault.namespace !== (pod.metadata.namespace ?? "")) return NOT_ITS_OWN;
      if (name === pod.metadata.name) return ITS_NAME;
      return name.endsWith("*") && pod.metadata.name.startsWith(name.slice(0, -1)) ? ITS_PREFIX : NOT_ITS_OWN;
    case "node":
      return name === pod.spec.nodeName ? ITS_NODE : NOT_ITS_OWN;
    case "image":
      return runsImage(pod, name) ? ITS_IMAGE : NOT_ITS_OWN;
    case "revision":
      return isOfRevision(pod, name) && fault.namespace === (pod.metadata.namespace ?? "") ? ITS_IMAGE : NOT_ITS_OWN;
    default:
      return NOT_ITS_OWN;
  }
}

/**
 * The fault, among those of the given kinds, that a pod is under. A pod's own goes before its node's, and that before
 * its image's; of several equally near the latest counts.
 */
export function faultFor(pod: Pod, world: World, kinds: readonly FaultKind[]): Fault | undefined {
  let found: Fault | undefined;
  let nearest = ITS_IMAGE;
  for (const fault of world.faults) {
    if (!kinds.includes(fault.as)) continue;
    const near = nearness(fault, pod);
    if (near < nearest) continue;
    nearest = near;
    found = fault;
  }
  return found;
}

/** Whether the node of that name is down. */
export function isNodeDown(node: string, world: World): boolean {
  return world.faults.some((fault) => fault.as === "down" && fault.target === `node/${node}`);
}

/** Whether a claim is kept from binding, by its own name or by its class. */
export function isKeptUnbound(claim: PersistentVolumeClaim, world: World): boolean {
  const ofClass = `storageclass/${claim.spec.storageClassName ?? ""}`;
  const ofClaim = `pvc/${claim.metadata.name}`;
  return world.faults.some(
    (fault) =>
      fault.as === "unbound" &&
      (fault.target === ofClass || (fault.target === ofClaim && fault.namespace === (claim.metadata.namespace ?? ""))),
  );
}
