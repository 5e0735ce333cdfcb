import { labelsToFit, type LabelChanges } from "../api/kinds/node/node-affinity.ts";
import { isRepelled } from "../api/kinds/node/taints.ts";
import type { Node } from "../api/kinds/node/types.ts";
import { claimNames } from "../api/kinds/pod/claims.ts";
import type { NodeSelectorTerm, Pod } from "../api/kinds/pod/types.ts";
import { controllerOf, namespaceOf } from "../api/object.ts";
import { besideKey } from "../cluster/indexes.ts";
import { shellWord } from "./commands.ts";
import type { DiagnosisContext } from "./diagnosis.ts";
import type { Trouble } from "./trouble.ts";

/** How many pods of a pod's controller have no node yet, with those of a set that are still to be made. */
function withoutNode({ view }: DiagnosisContext, pod: Pod): number {
  const { uid = "", kind, name } = controllerOf(pod) ?? { kind: "", name: "" };
  const pods = view.indexed("Pod", "controller", uid);
  const placed = pods.filter(({ spec }) => spec.nodeName !== undefined).length;
  const set = kind === "StatefulSet" ? view.get("StatefulSet", namespaceOf(pod), name) : undefined;
  return Math.max((set?.spec.replicas ?? pods.length) - placed, 1);
}

function label(node: Node, changes: LabelChanges): string {
  const words = Object.entries(changes).map(([key, value]) =>
    shellWord(value === null ? `${key}-` : `${key}=${value}`),
  );
  const isOther = Object.entries(changes).some(([key, value]) => {
    return value !== null && node.metadata.labels?.[key] !== undefined;
  });
  return ["stsctl label node", node.metadata.name, ...words, ...(isOther ? ["--overwrite"] : [])].join(" ");
}

/** What the pod and the volumes of its claims ask of a node's labels. */
function termsOver({ view }: DiagnosisContext, pod: Pod): readonly (readonly NodeSelectorTerm[])[] {
  const own = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const ofVolumes = claimNames(pod).flatMap((name) => {
    const { volumeName = "" } = view.get("PersistentVolumeClaim", namespaceOf(pod), name)?.spec ?? {};
    const required = view.get("PersistentVolume", "", volumeName)?.spec.nodeAffinity?.["required"];
    const terms = (required as { nodeSelectorTerms?: readonly NodeSelectorTerm[] } | undefined)?.nodeSelectorTerms;
    return terms === undefined ? [] : [terms];
  });
  return own === undefined ? ofVolumes : [own, ...ofVolumes];
}

/** Whether a pod shares no node with others of its like. */
function isAlone({ spec }: Pod): boolean {
  const apart = spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const ports = spec.containers.flatMap((container) => container.ports ?? []);
  return apart.length > 0 || ports.some(({ hostPort = 0 }) => hostPort > 0);
}

/** Labels with which the first nodes that could have them fit a pod, and its like where each is to have a node of its own. */
function labelSome(context: DiagnosisContext, pod: Pod): readonly string[] {
  const terms = termsOver(context, pod);
  const lines = context.view.list("Node").flatMap((node) => {
    const isShut = node.spec.unschedulable === true || isRepelled(pod, node);
    const changes = isShut ? undefined : labelsToFit(pod.spec.nodeSelector ?? {}, terms, node);
    return changes === undefined || Object.keys(changes).length === 0 ? [] : [label(node, changes)];
  });
  return lines.slice(0, isAlone(pod) ? withoutNode(context, pod) : 1);
}

/** The topology by which a pod is to be near others or far from them, where no node has its label. */
function unknownTopology({ spec }: Pod, nodes: readonly Node[]): string | undefined {
  const spread = (spec.topologySpreadConstraints ?? []).filter((one) => one.whenUnsatisfiable === "DoNotSchedule");
  const company = spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const keys = [...spread, ...company].map(({ topologyKey }) => topologyKey);
  return keys.find((key) => nodes.every(({ metadata }) => metadata.labels?.[key] === undefined));
}

/**
 * Gives each node a part of its own, `topology.kubernetes.io/zone=zone-1`, but for cordoned ones: pods that are to be
 * spread would have to go there, too.
 */
function labelOpen(key: string, nodes: readonly Node[]): readonly string[] {
  const part = key.slice(key.lastIndexOf("/") + 1);
  const open = nodes.filter((node) => node.spec.unschedulable !== true);
  return open.map((node, index) => label(node, { [key]: `${part}-${index + 1}` }));
}

const CROWDED = /anti-affinity|free ports/;
const OTHER_LABELS = /node affinity/;
const UNKNOWN_TOPOLOGY = /missing required label|pod affinity rules/;

function uncordon({ metadata }: Node): string {
  return `stsctl uncordon ${metadata.name}`;
}

/** Cordoned nodes that suit a pod otherwise, as far as it is known what keeps it from the others. */
function closedNodes(context: DiagnosisContext, pod: Pod, why: string): readonly Node[] {
  const { view } = context;
  const { uid = "" } = controllerOf(pod) ?? {};
  const hasRoom = ({ metadata }: Node): boolean => view.count("Pod", "beside", besideKey(uid, metadata.name)) === 0;
  const hasLabels = (node: Node): boolean => {
    const changes = labelsToFit(pod.spec.nodeSelector ?? {}, termsOver(context, pod), node);
    return changes !== undefined && Object.keys(changes).length === 0;
  };
  return view.list("Node").filter((node) => {
    if (node.spec.unschedulable !== true) return false;
    return (!CROWDED.test(why) || hasRoom(node)) && (!OTHER_LABELS.test(why) || hasLabels(node));
  });
}

/** As many more nodes as there are pods where each is to have one of its own. `open`: how many may be opened again. */
function addNodes(context: DiagnosisContext, pod: Pod, why: string, open: number): readonly string[] {
  const nodes = context.view.list("Node");
  const isCrowded = nodes.length > 0 && CROWDED.test(why);
  if (nodes.length > 0 && !isCrowded && (open > 0 || !why.includes("topology spread"))) return [];
  const more = isCrowded ? withoutNode(context, pod) - open : 1;
  return more > 0 ? [`stsctl sim set nodes=${nodes.length + more}`] : [];
}

/**
 * What makes room for a pod that finds no node, by the scheduler's words: nodes opened again, more of them where pods do
 * not go together or where there is none, or labels that the pod asks for. What no node holds alone is not held by one
 * more of them.
 */
export function roomFor(context: DiagnosisContext, pod: Pod, why: string): Pick<Trouble, "frees" | "otherwise"> {
  const nodes = context.view.list("Node");
  const topology = UNKNOWN_TOPOLOGY.test(why) ? unknownTopology(pod, nodes) : undefined;
  if (topology !== undefined) return { frees: [], otherwise: labelOpen(topology, nodes) };
  const closed = closedNodes(context, pod, why);
  const more = addNodes(context, pod, why, closed.length);
  if (closed.length > 0) return { frees: [...closed.map(uncordon), ...more], otherwise: [] };
  if (OTHER_LABELS.test(why)) return { frees: [], otherwise: labelSome(context, pod) };
  return { frees: more, otherwise: [] };
}
