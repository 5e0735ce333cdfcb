import type { Pod } from "../../api/kinds/pod/types.ts";
import { controllerOf, isTerminating, type KubeObject, namespaceOf, type ObjectKey } from "../../api/object.ts";
import { addTo } from "../../base/add-to.ts";
import type { Moments, Objects } from "../moments.ts";
import type { KeptData } from "./kept.ts";

/**
 * `lost`: it goes with its pod, or its container. `left-behind`: it stays on a node, and the pod that takes the place of the
 * one there comes up on another.
 */
export type DataFate = "lost" | "left-behind";

/** A pod by its name. */
export interface PodName {
  readonly namespace: string;
  readonly name: string;
}

export function podIn(objects: Objects, { namespace, name }: PodName): Pod | undefined {
  return objects.get("Pod", namespace, name);
}

/** The workload that a pod belongs to, past its ReplicaSet. */
export function workloadOf(object: KubeObject, { before, after }: Moments): ObjectKey | undefined {
  const owner = controllerOf(object);
  if (owner === undefined) return undefined;
  const key = { kind: owner.kind, namespace: namespaceOf(object), name: owner.name };
  const set =
    key.kind === "ReplicaSet"
      ? (before.get(key.kind, key.namespace, key.name) ?? after.get(key.kind, key.namespace, key.name))
      : undefined;
  return (set && workloadOf(set, { before, after })) ?? key;
}

/** Whether a pod has data at all: its containers have run, and have not ended with all that was theirs. */
export function hasRun(pod: Pod): boolean {
  return pod.status?.phase === "Running" && !isTerminating(pod);
}

/** Whether a container of a pod that stays is made anew, as for another image. */
function isRemade({ image }: KeptData, pod: Pod): boolean {
  return !pod.spec.containers.some((container) => container.image === image);
}

/** What a pod and those that take its place have in common: those of a set take the place of their namesakes alone. */
function slotOf(pod: Pod, moments: Moments): string {
  const workload = workloadOf(pod, moments);
  const isNamesake = workload === undefined || workload.kind === "StatefulSet";
  const { kind, name } = isNamesake ? { kind: "Pod", name: pod.metadata.name } : workload;
  return `${kind}/${namespaceOf(pod)}/${name}`;
}

/** The nodes of pods that are new, by what they take the place of. */
function newNodes(names: readonly PodName[], moments: Moments): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const is = podIn(moments.after, name);
    const node = is?.spec.nodeName ?? "";
    if (is === undefined || node === "" || is.metadata.uid === podIn(moments.before, name)?.metadata.uid) continue;
    addTo(found, slotOf(is, moments), node);
  }
  return found;
}

/** What becomes of the data of one pod. */
export class Fates {
  readonly #names: readonly PodName[];
  readonly #moments: Moments;
  #nodes: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(names: readonly PodName[], moments: Moments) {
    this.#names = names;
    this.#moments = moments;
  }

  of(data: KeptData, pod: Pod): DataFate | undefined {
    const { name } = pod.metadata;
    const is = podIn(this.#moments.after, { namespace: namespaceOf(pod), name });
    const stays = is !== undefined && is.metadata.uid === pod.metadata.uid && !isTerminating(is);
    if (stays) return data.on === "container" && isRemade(data, is) ? "lost" : undefined;
    if (data.on !== "hostPath") return "lost";
    this.#nodes ??= newNodes(this.#names, this.#moments);
    const nodes = this.#nodes.get(slotOf(pod, this.#moments)) ?? [];
    return nodes.length > 0 && !nodes.includes(pod.spec.nodeName ?? "") ? "left-behind" : undefined;
  }
}
