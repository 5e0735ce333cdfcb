import { namespaceOf, type KubeObject, type ObjectKey } from "../api/object.ts";
import { kindOf } from "./kind-of.ts";
import { frozenView, liveView } from "./store-views.ts";
import { add, cellAt, cellsOf, remove, replace, tableFor, type Table } from "./table.ts";
import type { View } from "./view.ts";
import { WritesSince } from "./writes-since.ts";

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

type Place = Pick<ObjectKey, "namespace" | "name">;

function set(table: Table, { namespace, name }: Place, object: KubeObject, since: WritesSince): void {
  if (table.lists.size > 0) table.lists.clear();
  const cell = cellAt(table, namespace, name);
  if (cell === undefined) {
    since.note(table, add(table, namespace, name, object), undefined);
    table.writes++;
    return;
  }
  since.note(table, cell, cell.object);
  table.writes++;
  replace(table, cell, object);
}

function unset(table: Table, key: ObjectKey, since: WritesSince): void {
  const { namespace, name } = key;
  const cell = cellAt(table, namespace, name);
  if (cell === undefined) return;
  if (table.lists.size > 0) table.lists.clear();
  since.note(table, cell, cell.object);
  table.writes++;
  remove(table, namespace, name, cell);
  since.noteRemoval(key, cell);
}

function objectsIn(tables: ReadonlyMap<string, Table>): readonly KubeObject[] {
  const objects: KubeObject[] = [];
  for (const kind of [...tables.keys()].sort()) {
    const table = tables.get(kind);
    if (table !== undefined) for (const { object } of cellsOf(table)) objects.push(object);
  }
  return objects;
}

export function createStore(): Store {
  const tables = new Map<string, Table>();
  const since = new WritesSince();

  function tableOf(kind: string): Table {
    let table = tables.get(kind);
    if (table === undefined) tables.set(kind, (table = tableFor(kind)));
    return table;
  }

  function put(key: ObjectKey, object: KubeObject | undefined): void {
    const table = tableOf(key.kind);
    if (object !== undefined) set(table, key, object, since);
    else unset(table, key, since);
  }

  function load(objects: Iterable<KubeObject>): void {
    let table: Table | undefined;
    let last: KubeObject | undefined;
    for (const object of objects) {
      if (table === undefined || object.kind !== last?.kind || object.apiVersion !== last.apiVersion) {
        table = tableOf(kindOf(object).key);
      }
      set(table, { namespace: namespaceOf(object), name: object.metadata.name }, object, since);
      last = object;
    }
  }

  const live = liveView(tables);
  return {
    view: frozenView(tables, live, (kind) => since.removed(kind)),
    live,
    get: ({ kind, namespace, name }) => live.get(kind, namespace, name),
    put,
    load,
    freeze: () => since.freeze(),
    thaw: () => since.thaw(),
    all: () => objectsIn(tables),
  };
}
