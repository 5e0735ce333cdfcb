import { namespaceOf, type KubeObject, type ObjectKey } from "../api/object.ts";
import { byBytes } from "../base/json.ts";
import { indexesOf } from "./indexes.ts";
import type { IndexName, View } from "./view.ts";

/** One object, or several by name: most buckets of an index hold exactly one. */
type Bucket = KubeObject | Map<string, KubeObject>;

interface KindTable {
  /** By `namespace/name`, in order of creation. */
  readonly objects: Map<string, KubeObject>;
  readonly indexes: readonly (readonly [IndexName, (object: KubeObject) => readonly string[], Map<string, Bucket>])[];
  /** What `list` gave last, until the next change; by namespace, undefined for all. */
  readonly lists: Map<string | undefined, readonly KubeObject[]>;
}

/** Objects by kind and name, with indexes. Knows no rule of the API; time and admission are its caller's. */
export interface Store {
  readonly view: View;
  get(key: ObjectKey): KubeObject | undefined;
  /** Sets or, with undefined, removes. */
  put(key: ObjectKey, object: KubeObject | undefined): void;
  /** From now on the view keeps showing what is stored at this moment, whatever is put. */
  freeze(): void;
  /** The view follows what is stored again. */
  thaw(): void;
  /** Every object, kinds in order of their first object. */
  all(): Iterable<KubeObject>;
}

function tableFor(kind: string): KindTable {
  const indexes = indexesOf(kind).map(([name, keysOf]) => [name, keysOf, new Map<string, Bucket>()] as const);
  return { objects: new Map(), indexes, lists: new Map() };
}

function bucketAdd(buckets: Map<string, Bucket>, at: string, name: string, object: KubeObject): void {
  const bucket = buckets.get(at);
  if (bucket === undefined) buckets.set(at, object);
  else if (bucket instanceof Map) bucket.set(name, object);
  else {
    const only = `${namespaceOf(bucket)}/${bucket.metadata.name}`;
    if (only === name) buckets.set(at, object);
    else buckets.set(at, new Map([[only, bucket], [name, object]])); // prettier-ignore
  }
}

function bucketRemove(buckets: Map<string, Bucket>, at: string, name: string): void {
  const bucket = buckets.get(at);
  if (bucket instanceof Map) {
    bucket.delete(name);
    if (bucket.size === 0) buckets.delete(at);
  } else buckets.delete(at);
}

function reindex(table: KindTable, name: string, before: KubeObject | undefined, after: KubeObject | undefined): void {
  for (const [, keysOf, buckets] of table.indexes) {
    const old = before === undefined ? [] : keysOf(before);
    const now = after === undefined ? [] : keysOf(after);
    for (const key of old) if (!now.includes(key)) bucketRemove(buckets, key, name);
    if (after !== undefined) for (const key of now) bucketAdd(buckets, key, name, after);
  }
}

function inBucket(bucket: Bucket | undefined): readonly KubeObject[] {
  if (bucket === undefined) return [];
  return bucket instanceof Map ? [...bucket.values()] : [bucket];
}

/** What a frozen view has to put back: for each name of a kind, the object before the first change since. */
type Undo = Map<string, Map<string, KubeObject | undefined>>;

/** The objects as they were: changed ones in their old form, created ones left out, removed ones at the end. */
function undone(
  objects: readonly KubeObject[],
  undo: Map<string, KubeObject | undefined>,
  belongs: (object: KubeObject) => boolean,
): readonly KubeObject[] {
  const left = new Map(undo);
  const result: KubeObject[] = [];
  for (const object of objects) {
    const name = `${namespaceOf(object)}/${object.metadata.name}`;
    if (!undo.has(name)) result.push(object);
    else {
      const before = undo.get(name);
      if (before !== undefined && belongs(before)) result.push(before);
      left.delete(name);
    }
  }
  for (const before of left.values()) if (before !== undefined && belongs(before)) result.push(before);
  return result;
}

function byNamespaceAndName(a: KubeObject, b: KubeObject): number {
  return byBytes(namespaceOf(a), namespaceOf(b)) || byBytes(a.metadata.name, b.metadata.name);
}

export function createStore(): Store {
  const tables = new Map<string, KindTable>();
  let undo: Undo | undefined;

  const undoOf = (kind: string): Map<string, KubeObject | undefined> | undefined => undo?.get(kind);

  function sorted(kind: string, namespace: string | undefined): readonly KubeObject[] {
    const table = tables.get(kind);
    if (table === undefined) return [];
    const cached = table.lists.get(namespace);
    if (cached !== undefined) return cached;
    const objects = [...table.objects.values()];
    const list = namespace === undefined ? objects : objects.filter((object) => namespaceOf(object) === namespace);
    list.sort(byNamespaceAndName);
    table.lists.set(namespace, list);
    return list;
  }

  function get(kind: string, namespace: string, name: string): KubeObject | undefined {
    const key = `${namespace}/${name}`;
    const changed = undoOf(kind);
    if (changed?.has(key) === true) return changed.get(key);
    return tables.get(kind)?.objects.get(key);
  }

  function list(kind: string, namespace?: string): readonly KubeObject[] {
    const changed = undoOf(kind);
    const live = sorted(kind, namespace);
    if (changed === undefined) return live;
    const belongs = (object: KubeObject): boolean => namespace === undefined || namespaceOf(object) === namespace;
    return [...undone(live, changed, belongs)].sort(byNamespaceAndName);
  }

  function indexOf(kind: string, index: IndexName): KindTable["indexes"][number] | undefined {
    return tables.get(kind)?.indexes.find(([name]) => name === index);
  }

  function indexed(kind: string, index: IndexName, key: string): readonly KubeObject[] {
    const found = indexOf(kind, index);
    if (found === undefined) return [];
    const [, keysOf, buckets] = found;
    const live = inBucket(buckets.get(key));
    const changed = undoOf(kind);
    return changed === undefined ? live : undone(live, changed, (object) => keysOf(object).includes(key));
  }

  function count(kind: string, index: IndexName, key: string): number {
    const bucket = indexOf(kind, index)?.[2].get(key);
    if (bucket === undefined) return 0;
    return bucket instanceof Map ? bucket.size : 1;
  }

  function put(key: ObjectKey, object: KubeObject | undefined): void {
    let table = tables.get(key.kind);
    if (table === undefined) tables.set(key.kind, (table = tableFor(key.kind)));
    const name = `${key.namespace}/${key.name}`;
    const before = table.objects.get(name);
    if (undo !== undefined) {
      let changed = undo.get(key.kind);
      if (changed === undefined) undo.set(key.kind, (changed = new Map()));
      if (!changed.has(name)) changed.set(name, before);
    }
    if (object === undefined) table.objects.delete(name);
    else table.objects.set(name, object);
    table.lists.clear();
    reindex(table, name, before, object);
  }

  function* all(): Iterable<KubeObject> {
    for (const table of tables.values()) yield* table.objects.values();
  }

  const view = {
    get,
    list,
    indexed,
    count,
    kinds: () => [...tables.keys()].filter((kind) => (tables.get(kind)?.objects.size ?? 0) > 0),
  } as View;

  return {
    view,
    get: (key) => tables.get(key.kind)?.objects.get(`${key.namespace}/${key.name}`),
    put,
    freeze: () => {
      undo = new Map();
    },
    thaw: () => {
      undo = undefined;
    },
    all,
  };
}
