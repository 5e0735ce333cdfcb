import type { Pod } from "../api/kinds/pod/types.ts";
import { controllerOf, namespaceOf, type KubeObject, type ObjectKey } from "../api/object.ts";
import type { Instant } from "../base/instant.ts";
import type { Happening } from "../cluster/happening.ts";
import type { View } from "../cluster/view.ts";
import type { Former } from "./former.ts";
import type { PodStep } from "./model.ts";

/** The two ends of a rehearsal. */
export interface Ends {
  readonly before: Former;
  readonly after: View;
}

export function keyText({ kind, namespace, name }: ObjectKey): string {
  return `${kind}/${namespace}/${name}`;
}

/** How commands name a workload: `sts/web`, `deployment/api`. */
export function targetOf({ kind, name }: Pick<ObjectKey, "kind" | "name">): string {
  return `${kind === "StatefulSet" ? "sts" : kind.toLowerCase()}/${name}`;
}

/** Finds out which workload a pod belongs to: by its owner, or by its name where it came and went in between. */
export class Workloads {
  readonly #ends: Ends;
  readonly #known = new Map<string, ObjectKey | undefined>();

  constructor(ends: Ends) {
    this.#ends = ends;
  }

  ofPod({ namespace, name }: Pick<Happening, "namespace" | "name">): ObjectKey | undefined {
    const id = `${namespace}/${name}`;
    if (!this.#known.has(id)) this.#known.set(id, this.#find(namespace, name));
    return this.#known.get(id);
  }

  /** Which workload a pod belonged to before. */
  formerOf({ namespace, name }: Pick<Happening, "namespace" | "name">): ObjectKey | undefined {
    const pod = this.#ends.before.get("Pod", namespace, name);
    return pod === undefined ? undefined : this.#ownerOf(pod);
  }

  /** The objects that are on either side, the later one first. */
  object({ kind, namespace, name }: ObjectKey): KubeObject | undefined {
    return this.#ends.after.get(kind, namespace, name) ?? this.#ends.before.get(kind, namespace, name);
  }

  #find(namespace: string, name: string): ObjectKey | undefined {
    const pod = this.object({ kind: "Pod", namespace, name });
    if (pod !== undefined) return this.#ownerOf(pod);
    const set = { kind: "StatefulSet", namespace, name: name.replace(/-\d+$/, "") };
    return this.object(set) === undefined ? undefined : set;
  }

  #ownerOf(object: KubeObject): ObjectKey | undefined {
    const owner = controllerOf(object);
    if (owner === undefined) return undefined;
    const key = { kind: owner.kind, namespace: namespaceOf(object), name: owner.name };
    const above = owner.kind === "ReplicaSet" ? this.object(key) : undefined;
    return above === undefined ? key : (this.#ownerOf(above) ?? key);
  }
}

/** The workloads by the uids that their pods name as owners. */
function ownersOf({ before }: Ends, touched: ReadonlyMap<string, ObjectKey>): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const [id, key] of touched) owners.set(before.get(key.kind, key.namespace, key.name)?.metadata.uid ?? "", id);
  if ([...touched.values()].every(({ kind }) => kind !== "Deployment")) return owners;
  for (const set of before.list("ReplicaSet")) {
    const id = owners.get(controllerOf(set)?.uid ?? "-");
    if (id !== undefined) owners.set(set.metadata.uid ?? "", id);
  }
  return owners;
}

/** The pods that workloads had before, by the workloads' keys as text. */
export function podsBefore(ends: Ends, touched: ReadonlyMap<string, ObjectKey>): ReadonlyMap<string, readonly Pod[]> {
  const found = new Map<string, Pod[]>([...touched.keys()].map((id) => [id, []]));
  const owners = ownersOf(ends, touched);
  let pods: Pod[] | undefined;
  let references: Pod["metadata"]["ownerReferences"];
  for (const pod of ends.before.list("Pod")) {
    if (pod.metadata.ownerReferences !== references) {
      references = pod.metadata.ownerReferences;
      pods = found.get(owners.get(controllerOf(pod)?.uid ?? "-") ?? "");
    }
    pods?.push(pod);
  }
  return found;
}

/** What a rehearsal came to, as far as it is told of pods, claims and workloads. */
export interface Played {
  readonly happenings: readonly Happening[];
  readonly steps: readonly PodStep[];
  readonly start: Instant;
  readonly end: Instant;
  readonly ends: Ends;
  readonly workloads: Workloads;
}
