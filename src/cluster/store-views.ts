import { namespaceOf, type KubeObject } from "../api/object.ts";
import { byBytes } from "../base/json.ts";
import { cellAt, cellsOf, cellsUnder, countUnder, indexOf, type Cell, type Table } from "./table.ts";
import type { IndexName, View } from "./view.ts";
import type { Removed } from "./writes-since.ts";

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
export function liveView(tables: ReadonlyMap<string, Table>): View {
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
export function frozenView(tables: ReadonlyMap<string, Table>, live: View, removedOf: (kind: string) => Removed): View {
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
