import { namespaceOf, type KubeObject, type ObjectKey } from "../api/object.ts";
import { byBytes } from "../base/json.ts";
import { indexesOf, keyChangeOf, UNCHANGED, type KeyChange } from "./indexes.ts";
import type { IndexName, View } from "./view.ts";

/** The name of one object, or of several: most buckets of an index hold exactly one. */
type Bucket = string | Set<string>;

interface KindTable {
  /** By `namespace/name`, in order of creation. */
  readonly objects: Map<string, KubeObject>;
  readonly indexes: readonly (readonly [IndexName, (object: KubeObject) => readonly string[], Map<string, Bucket>])[];
  /** What `list` gave last, until the next change; by namespace, undefined for all. */
  readonly lists: Map<string | undefined, readonly KubeObject[]>;
}

/** Objects by kind and name, with indexes. Knows no rule of the API; time and admission are its caller's. */
export interface Store {
  /** What controllers read: while frozen, the objects as they were then. */
  readonly view: View;
  /** What the API server itself reads: always what is stored. */
  readonly live: View;
  get(key: ObjectKey): KubeObject | undefined;
  /** Sets or, with undefined, removes. */
  put(key: ObjectKey, object: KubeObject | undefined): void;
  /** From now on the view keeps showing what is stored at this moment, whatever is put. */
  freeze(): void;
  /** The view follows what is stored again. */
  thaw(): void;
  /** Every object: kinds by name, those of a kind in order of creation. */
  all(): Iterable<KubeObject>;
}

function tableFor(kind: string): KindTable {
  const indexes = indexesOf(kind).map(([name, keysOf]) => [name, keysOf, new Map<string, Bucket>()] as const);
  return { objects: new Map(), indexes, lists: new Map() };
}

function bucketAdd(buckets: Map<string, Bucket>, at: string, name: string): void {
  const bucket = buckets.get(at);
  if (bucket === undefined) buckets.set(at, name);
  else if (bucket instanceof Set) bucket.add(name);
  else if (bucket !== name) buckets.set(at, new Set([bucket, name]));
}

function bucketRemove(buckets: Map<string, Bucket>, at: string, name: string): void {
  const bucket = buckets.get(at);
  if (!(bucket instanceof Set)) buckets.delete(at);
  else if (bucket.delete(name) && bucket.size === 0) buckets.delete(at);
}

/** Lists shorter than this are searched one by one. */
const SHORT = 8;

function membership(list: readonly string[]): { has(key: string): boolean } {
  return list.length < SHORT ? { has: (key) => list.includes(key) } : new Set(list);
}

const NONE: readonly string[] = [];

/** What an index has to forget and to learn when an object changes. */
function keyChange(
  index: IndexName,
  keysOf: (object: KubeObject) => readonly string[],
  before: KubeObject | undefined,
  after: KubeObject | undefined,
): KeyChange {
  if (before !== undefined && after !== undefined) {
    const known = keyChangeOf(index, before, after);
    if (known !== undefined) return known;
  }
  const gone = before === undefined ? NONE : keysOf(before);
  const come = after === undefined ? NONE : keysOf(after);
  const same = gone.length === come.length && gone.every((key, at) => key === come[at]);
  return same ? UNCHANGED : { gone, come };
}

function reindex(table: KindTable, name: string, before: KubeObject | undefined, after: KubeObject | undefined): void {
  for (const [index, keysOf, buckets] of table.indexes) {
    const { gone, come } = keyChange(index, keysOf, before, after);
    if (gone.length === 0 && come.length === 0) continue;
    const isNow = membership(come);
    const wasBefore = membership(gone);
    for (const key of gone) if (!isNow.has(key)) bucketRemove(buckets, key, name);
    for (const key of come) if (!wasBefore.has(key)) bucketAdd(buckets, key, name);
  }
}

function inBucket(table: KindTable, bucket: Bucket | undefined): readonly KubeObject[] {
  if (bucket === undefined) return [];
  const names = typeof bucket === "string" ? [bucket] : bucket;
  const objects: KubeObject[] = [];
  for (const name of names) {
    const object = table.objects.get(name);
    if (object !== undefined) objects.push(object);
  }
  return objects;
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

/** How a view sees the changes since it was frozen; undefined while it follows what is stored. */
type UndoOf = (kind: string) => Map<string, KubeObject | undefined> | undefined;

/** A view of tables, with some changes taken back. */
function viewOver(tables: ReadonlyMap<string, KindTable>, undoOf: UndoOf): View {
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
    const table = tables.get(kind);
    const found = indexOf(kind, index);
    if (table === undefined || found === undefined) return [];
    const [, keysOf, buckets] = found;
    const live = inBucket(table, buckets.get(key));
    const changed = undoOf(kind);
    return changed === undefined ? live : undone(live, changed, (object) => keysOf(object).includes(key));
  }

  function count(kind: string, index: IndexName, key: string): number {
    const bucket = indexOf(kind, index)?.[2].get(key);
    if (bucket === undefined) return 0;
    return typeof bucket === "string" ? 1 : bucket.size;
  }

  const kinds = (): readonly string[] =>
    [...tables.keys()].filter((kind) => (tables.get(kind)?.objects.size ?? 0) > 0).sort();

  return { get, list, indexed, count, kinds } as View;
}

export function createStore(): Store {
  const tables = new Map<string, KindTable>();
  let isFrozen = false;
  let undo: Undo | undefined;

  function remember(kind: string, name: string, before: KubeObject | undefined): void {
    if (!isFrozen) return;
    undo ??= new Map();
    let changed = undo.get(kind);
    if (changed === undefined) undo.set(kind, (changed = new Map()));
    if (!changed.has(name)) changed.set(name, before);
  }

  function put(key: ObjectKey, object: KubeObject | undefined): void {
    let table = tables.get(key.kind);
    if (table === undefined) tables.set(key.kind, (table = tableFor(key.kind)));
    const name = `${key.namespace}/${key.name}`;
    const before = table.objects.get(name);
    remember(key.kind, name, before);
    if (object === undefined) table.objects.delete(name);
    else table.objects.set(name, object);
    if (table.lists.size > 0) table.lists.clear();
    reindex(table, name, before, object);
  }

  function* all(): Iterable<KubeObject> {
    for (const kind of [...tables.keys()].sort()) yield* tables.get(kind)?.objects.values() ?? [];
  }

  return {
    view: viewOver(tables, (kind) => undo?.get(kind)),
    live: viewOver(tables, () => undefined),
    get: (key) => tables.get(key.kind)?.objects.get(`${key.namespace}/${key.name}`),
    put,
    freeze: () => {
      isFrozen = true;
      undo = undefined;
    },
    thaw: () => {
      isFrozen = false;
      undo = undefined;
    },
    all,
  };
}
