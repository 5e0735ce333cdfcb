import { controllerOf, namespaceOf, type KubeObject, type ObjectKey } from "../api/object.ts";
import type { Happening } from "../cluster/happening.ts";
import type { View } from "../cluster/view.ts";
import type { Objects } from "./rehearsal.ts";

/** The two ends of a rehearsal. */
export interface Ends {
  readonly before: Objects;
  readonly after: View;
}

export function keyText({ kind, namespace, name }: ObjectKey): string {
  return `${kind}/${namespace}/${name}`;
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
