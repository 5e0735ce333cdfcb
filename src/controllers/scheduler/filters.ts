import type { Node } from "../../api/kinds/node/types.ts";
import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { ContainerPort, NodeSelectorTerm, Pod } from "../../api/kinds/pod/types.ts";
import { faultFor, isNodeDown } from "../../cluster/faults.ts";
import type { View } from "../../cluster/view.ts";
import type { World } from "../../cluster/world.ts";
import { fitsNodeAffinity, fitsTerms } from "../../api/kinds/node/node-affinity.ts";
import { isMoreThan } from "../../api/kinds/node/room.ts";
import { podRequests } from "../../api/kinds/pod/requests.ts";
import { isClaimTaken } from "./claims.ts";
import { lacksAffinity, violatesAntiAffinity, spreadBreach } from "./pod-affinity.ts";
import { CORDONED, isRepelled, isTolerated, UNREACHABLE } from "../../api/kinds/node/taints.ts";

/** One reason for which a node is not taken. */
interface Filter {
  readonly reason: string;
  /** Filters of one name tell all their reasons together; another tells its own alone. */
  readonly plugin?: string;
  /** Whether removing other pods from the node could help. */
  readonly resolvable: boolean;
  readonly rejects: (node: Node) => boolean;
}

const RESOURCES = "NodeResourcesFit";

function hostPorts(pod: Pod): readonly ContainerPort[] {
  return pod.spec.containers.flatMap((container) => (container.ports ?? []).filter((port) => (port.hostPort ?? 0) > 0));
}

const anyIp = (port: ContainerPort): boolean => (port.hostIP ?? "") === "" || port.hostIP === "0.0.0.0";

function clash(a: ContainerPort, b: ContainerPort): boolean {
  return (
    a.hostPort === b.hostPort &&
    (a.protocol ?? "TCP") === (b.protocol ?? "TCP") &&
    (anyIp(a) || anyIp(b) || a.hostIP === b.hostIP)
  );
}

/** @see pkg/scheduler/framework/plugins/nodeports/node_ports.go, `Fits` (1.36) */
function lacksPorts(pod: Pod, view: View): Filter["rejects"] {
  const wanted = hostPorts(pod);
  if (wanted.length === 0) return () => false;
  return (node) =>
    view
      .indexed("Pod", "node", node.metadata.name)
      .some((other) => hostPorts(other).some((taken) => wanted.some((port) => clash(port, taken))));
}

/** @see pkg/scheduler/framework/plugins/volumebinding/binder.go, `checkBoundClaims` (1.36) */
function isFarFromVolumes(claims: readonly PersistentVolumeClaim[], view: View): Filter["rejects"] {
  const required = claims.flatMap((claim) => {
    const affinity = view.get("PersistentVolume", "", claim.spec.volumeName ?? "")?.spec.nodeAffinity;
    const selector = affinity?.["required"] as { nodeSelectorTerms?: readonly NodeSelectorTerm[] } | undefined;
    return selector?.nodeSelectorTerms === undefined ? [] : [selector.nodeSelectorTerms];
  });
  return (node) => required.some((terms) => !fitsTerms(terms, node));
}

/**
 * Nodes that could not hold the pod if they were empty; how full they are does not count here.
 * @see pkg/scheduler/framework/plugins/noderesources/fit.go, `fitsRequest` (1.36)
 */
function tooSmall({ spec }: Pod): readonly Filter[] {
  return [...podRequests(spec)].map(([name, amount]) => ({
    reason: `Insufficient ${name}`,
    plugin: RESOURCES,
    resolvable: false,
    rejects: (node) => isMoreThan(node, name, amount),
  }));
}

/**
 * What keeps a pod off a node, in the scheduler's order; the first that rejects is the node's reason.
 * @see pkg/scheduler/apis/config/v1/default_plugins.go, `getDefaultPlugins`; each plugin's `ErrReason` (1.36)
 */
export function filtersFor(
  pod: Pod,
  claims: readonly PersistentVolumeClaim[],
  { view, world }: { view: View; world: World },
): readonly Filter[] {
  const eligible = view.list("Node").filter((node) => fitsNodeAffinity(pod, node));
  const isTaken = isClaimTaken(pod, claims, view);
  const breach = spreadBreach(pod, view, eligible);
  const unschedulable = faultFor(pod, world, ["unschedulable"]) !== undefined;
  const repels = (node: Node): boolean =>
    isRepelled(pod, node) || (isNodeDown(node.metadata.name, world) && !isTolerated(pod, UNREACHABLE));
  return [
    {
      reason: "node(s) were unschedulable",
      resolvable: false,
      rejects: (node) => node.spec.unschedulable === true && !isTolerated(pod, CORDONED),
    },
    { reason: "node(s) had untolerated taint(s)", resolvable: false, rejects: repels },
    {
      reason: "node(s) didn't match Pod's node affinity/selector",
      resolvable: false,
      rejects: (node) => !fitsNodeAffinity(pod, node),
    },
    {
      reason: "node(s) didn't have free ports for the requested pod ports",
      resolvable: true,
      rejects: lacksPorts(pod, view),
    },
    { reason: "Insufficient cpu", plugin: RESOURCES, resolvable: true, rejects: () => unschedulable },
    ...tooSmall(pod),
    {
      reason: "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode",
      resolvable: true,
      rejects: () => isTaken,
    },
    {
      reason: "node(s) didn't match PersistentVolume's node affinity",
      resolvable: false,
      rejects: isFarFromVolumes(claims, view),
    },
    {
      reason: "node(s) didn't match pod topology spread constraints (missing required label)",
      resolvable: false,
      rejects: (node) => breach(node) === "no-domain",
    },
    {
      reason: "node(s) didn't match pod topology spread constraints",
      resolvable: true,
      rejects: (node) => breach(node) === "uneven",
    },
    { reason: "node(s) didn't match pod affinity rules", resolvable: false, rejects: lacksAffinity(pod, view) },
    {
      reason: "node(s) didn't match pod anti-affinity rules",
      resolvable: true,
      rejects: violatesAntiAffinity(pod, view),
    },
  ];
}

/** Why one node is not taken. */
export interface Rejection {
  readonly reasons: readonly string[];
  readonly resolvable: boolean;
}

/** What the first filter that rejects a node says of it, and those told together with it; undefined for a node that will do. */
export function rejectionOf(node: Node, filters: readonly Filter[]): Rejection | undefined {
  const first = filters.find((filter) => filter.rejects(node));
  if (first === undefined) return undefined;
  const told =
    first.plugin === undefined ? [first] : filters.filter((one) => one.plugin === first.plugin && one.rejects(node));
  return {
    reasons: [...new Set(told.map(({ reason }) => reason))],
    resolvable: told.every(({ resolvable }) => resolvable),
  };
}
