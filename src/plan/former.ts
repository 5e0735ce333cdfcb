import type { KindName, KindTypes } from "../api/kinds.ts";
import type { KubeObject, ObjectKey } from "../api/object.ts";
import { addTo } from "../base/add-to.ts";
import type { Change } from "../cluster/change.ts";
import type { View } from "../cluster/view.ts";

/**
 * The objects that a rehearsal began with: what it has written since is taken back, so that beginning one copies nothing
 * (DECISIONS 3).
 */
export class Former {
  readonly #objects: readonly KubeObject[];
  readonly #view: View;
  /** What was there before the first write, by kind, namespace and name. */
  readonly #was = new Map<string, Map<string, Map<string, KubeObject | undefined>>>();
  #lists: ReadonlyMap<string, readonly KubeObject[]> | undefined;

  /** `view`: of the cluster that holds these objects, and goes on. */
  constructor(objects: readonly KubeObject[], view: View) {
    this.#objects = objects;
    this.#view = view;
  }

  note({ key, before }: Change): void {
    const named = this.#namedIn(key);
    if (!named.has(key.name)) named.set(key.name, before);
  }

  get<K extends KindName>(kind: K, namespace: string, name: string): KindTypes[K] | undefined;
  get(kind: string, namespace: string, name: string): KubeObject | undefined;
  get(kind: string, namespace: string, name: string): KubeObject | undefined {
    const named = this.#was.get(kind)?.get(namespace);
    return named?.has(name) === true ? named.get(name) : this.#view.get(kind, namespace, name);
  }

  /** In order of creation. */
  list<K extends KindName>(kind: K): readonly KindTypes[K][] {
    this.#lists ??= byKind(this.#objects);
    return (this.#lists.get(kind) ?? []) as readonly KindTypes[K][];
  }

  #namedIn({ kind, namespace }: ObjectKey): Map<string, KubeObject | undefined> {
    let places = this.#was.get(kind);
    if (places === undefined) this.#was.set(kind, (places = new Map()));
    let named = places.get(namespace);
    if (named === undefined) places.set(namespace, (named = new Map()));
    return named;
  }
}

function byKind(objects: readonly KubeObject[]): ReadonlyMap<string, readonly KubeObject[]> {
  const lists = new Map<string, KubeObject[]>();
  for (const object of objects) {
    addTo(lists, object.kind, object);
  }
  return lists;
}
