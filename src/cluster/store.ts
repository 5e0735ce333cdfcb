import { namespaceOf, type KubeObject, type ObjectKey } from "../api/object.ts";
import { byBytes } from "../base/json.ts";
import { kindOf } from "./kind-of.ts";
import {
  add,
  cellAt,
  cellsOf,
  cellsUnder,
  countUnder,
  indexOf,
  remove,
  replace,
  tableFor,
  type Cell,
  type Table,
} from "./table.ts";
import type { IndexName, View } from "./view.ts";

/** Objects by kind and name, with indexes. Knows no rule of the API; time and admission are its caller's. */
export interface Store {
  /** What controllers read: while frozen, the objects as they were then. */
  readonly view: View;
  /** What the API server itself reads: always what is stored. */
  readonly live: View;
  get(key: ObjectKey): KubeObject | undefined;
  /** Sets or, with undefined, removes. */
  put(key: ObjectKey, object: KubeObject | undefined): void;
  /** Sets objects by their own keys. */
  load(objects: Iterable<KubeObject>): void;
  /** From now on the view keeps showing what is stored at this moment, whatever is put. */
  freeze(): void;
  /** The view follows what is stored again. */
  thaw(): void;
  /** Every object: kinds by name, those of a kind in order of creation. */
  all(): readonly KubeObject[];
}

function byNamespaceAndName(a: KubeObject, b: KubeObject): number {
  return byBytes(namespaceOf(a), namespaceOf(b)) || byBytes(a.metadata.name, b.metadata.name);
}

function sorted(table: Table, namespace: string | undefined): readonly KubeObject[] {
  const known = table.lists.get(namespace);
  if (known !== undefined) return known;
  const list = cellsOf(table, namespace).map(({ object }) => object);
  list.sort(byNamespaceAndName);
  table.lists.set(namespace, list);
  return list;
}

/** The objects as they are. */
function liveView(tables: ReadonlyMap<string, Table>): View {
  /** The kinds as they were found last, and the tables there were. */
  let found: readonly string[] = [];

  function list(kind: string, namespace?: string): readonly KubeObject[] {
    const table = tables.get(kind);
    return table === undefined ? [] : sorted(table, namespace);
  }

  function indexed(kind: string, name: IndexName, key: string): readonly KubeObject[] {
    const table = tables.get(kind);
    const index = table === undefined ? undefined : indexOf(table, name);
    const objects: KubeObject[] = [];
    if (table === undefined || index === undefined) return objects;
    for (const { object } of cellsUnder(table, index, key)) objects.push(object);
    return objects;
  }

  function get(kind: string, namespace: string, name: string): KubeObject | undefined {
    const table = tables.get(kind);
    return table === undefined ? undefined : cellAt(table, namespace, name)?.object;
  }

  function count(kind: string, name: IndexName, key: string): number {
    const table = tables.get(kind);
    const index = table === undefined ? undefined : indexOf(table, name);
    return table === undefined || index === undefined ? 0 : countUnder(table, index, key);
  }

  function kinds(): readonly string[] {
    let size = 0;
    for (const table of tables.values()) if (table.size > 0) size++;
    const isSame = size === found.length && found.every((kind) => (tables.get(kind)?.size ?? 0) > 0);
    if (!isSame) found = [...tables.keys()].filter((kind) => (tables.get(kind)?.size ?? 0) > 0).sort();
    return found;
  }

  const version = (kind: string): number => tables.get(kind)?.writes ?? 0;

  return { get, list, indexed, count, version, kinds } as View;
}

/** Cells as they were when the store was frozen: created ones left out, and those that are there no longer at the end. */
function undone(
  { changed }: Table,
  cells: Iterable<Cell>,
  belongs: (object: KubeObject) => boolean,
): readonly KubeObject[] {
  const left = new Set(changed);
  const result: KubeObject[] = [];
  for (const cell of cells) {
    const object = cell.isChanged ? cell.was : cell.object;
    if (object !== undefined && (!cell.isChanged || belongs(object))) result.push(object);
    left.delete(cell);
  }
  for (const { was } of left) if (was !== undefined && belongs(was)) result.push(was);
  return result;
}

/** The objects as they were when the tables were frozen. What has not been written since is read from `live`. */
function frozenView(tables: ReadonlyMap<string, Table>, live: View, removedOf: (kind: string) => Removed): View {
  function get(kind: string, namespace: string, name: string): KubeObject | undefined {
    const table = tables.get(kind);
    if (table === undefined) return undefined;
    const cell = cellAt(table, namespace, name);
    if (cell !== undefined && !cell.isChanged) return cell.object;
    if (cell?.was !== undefined || table.changed.length === 0) return cell?.was;
    return removedOf(kind)?.get(`${namespace}/${name}`);
  }

  function list(kind: string, namespace?: string): readonly KubeObject[] {
    const table = tables.get(kind);
    if (table === undefined || table.changed.length === 0) return live.list(kind, namespace);
    const belongs = (object: KubeObject): boolean => namespace === undefined || namespaceOf(object) === namespace;
    return [...undone(table, cellsOf(table, namespace), belongs)].sort(byNamespaceAndName);
  }

  function indexed(kind: string, name: IndexName, key: string): readonly KubeObject[] {
    const table = tables.get(kind);
    const index = table === undefined ? undefined : indexOf(table, name);
    if (table === undefined || index === undefined || table.changed.length === 0) {
      return live.indexed(kind as "Pod", name, key);
    }
    return undone(table, cellsUnder(table, index, key), (object) => index.keysOf(object).includes(key));
  }

  function version(kind: string): number {
    const table = tables.get(kind);
    if (table === undefined) return 0;
    return table.changed.length === 0 ? table.writes : table.writesBefore;
  }

  return { ...live, get, list, indexed, version } as View;
}

type Place = Pick<ObjectKey, "namespace" | "name">;

/** What was removed since the store was frozen, by `namespace/name`. */
type Removed = ReadonlyMap<string, KubeObject> | undefined;

export function createStore(): Store {
  const tables = new Map<string, Table>();
  const removed = new Map<string, Map<string, KubeObject>>();
  const touched: Table[] = [];
  let isFrozen = false;

  function remember(table: Table, cell: Cell, was: KubeObject | undefined): void {
    if (!isFrozen || cell.isChanged) return;
    if (table.changed.length === 0) {
      touched.push(table);
      table.writesBefore = table.writes;
    }
    table.changed.push(cell);
    cell.isChanged = true;
    cell.was = was;
  }

  function rememberRemoval({ kind, namespace, name }: ObjectKey, { was }: Cell): void {
    if (!isFrozen || was === undefined) return;
    let named = removed.get(kind);
    if (named === undefined) removed.set(kind, (named = new Map()));
    named.set(`${namespace}/${name}`, was);
  }

  function tableOf(kind: string): Table {
    let table = tables.get(kind);
    if (table === undefined) tables.set(kind, (table = tableFor(kind)));
    return table;
  }

  function put(key: ObjectKey, object: KubeObject | undefined): void {
    const table = tableOf(key.kind);
    if (object !== undefined) set(table, key, object);
    else unset(table, key);
  }

  function set(table: Table, { namespace, name }: Place, object: KubeObject): void {
    if (table.lists.size > 0) table.lists.clear();
    const cell = cellAt(table, namespace, name);
    if (cell === undefined) {
      remember(table, add(table, namespace, name, object), undefined);
      table.writes++;
      return;
    }
    remember(table, cell, cell.object);
    table.writes++;
    replace(table, cell, object);
  }

  function unset(table: Table, key: ObjectKey): void {
    const { namespace, name } = key;
    const cell = cellAt(table, namespace, name);
    if (cell === undefined) return;
    if (table.lists.size > 0) table.lists.clear();
    remember(table, cell, cell.object);
    table.writes++;
    remove(table, namespace, name, cell);
    rememberRemoval(key, cell);
  }

  function load(objects: Iterable<KubeObject>): void {
    let table: Table | undefined;
    let last: KubeObject | undefined;
    for (const object of objects) {
      if (table === undefined || object.kind !== last?.kind || object.apiVersion !== last.apiVersion) {
        table = tableOf(kindOf(object).key);
      }
      set(table, { namespace: namespaceOf(object), name: object.metadata.name }, object);
      last = object;
    }
  }

  function forget(): void {
    for (let table = touched.pop(); table !== undefined; table = touched.pop()) {
      for (let cell = table.changed.pop(); cell !== undefined; cell = table.changed.pop()) {
        cell.isChanged = false;
        cell.was = undefined;
      }
    }
    if (removed.size > 0) removed.clear();
  }

  function all(): readonly KubeObject[] {
    const objects: KubeObject[] = [];
    for (const kind of [...tables.keys()].sort()) {
      const table = tables.get(kind);
      if (table !== undefined) for (const { object } of cellsOf(table)) objects.push(object);
    }
    return objects;
  }

  const live = liveView(tables);
  return {
    view: frozenView(tables, live, (kind) => removed.get(kind)),
    live,
    get: ({ kind, namespace, name }) => live.get(kind, namespace, name),
    put,
    load,
    freeze: () => {
      forget();
      isFrozen = true;
    },
    thaw: () => {
      isFrozen = false;
      forget();
    },
    all,
  };
}
