import type { KubeObject, ObjectKey } from "../api/object.ts";
import type { Cell, Table } from "./table.ts";

/** What was removed since the store was frozen, by `namespace/name`. */
export type Removed = ReadonlyMap<string, KubeObject> | undefined;

/** Notes, while the store is frozen, what its cells held before they were written. */
export class WritesSince {
  readonly #removed = new Map<string, Map<string, KubeObject>>();
  readonly #touched: Table[] = [];
  #isFrozen = false;

  freeze(): void {
    this.#forget();
    this.#isFrozen = true;
  }

  thaw(): void {
    this.#isFrozen = false;
    this.#forget();
  }

  /** `was`: what the cell holds that is about to be written; nothing when it is new. */
  note(table: Table, cell: Cell, was: KubeObject | undefined): void {
    if (!this.#isFrozen || cell.isChanged) return;
    if (table.changed.length === 0) {
      this.#touched.push(table);
      table.writesBefore = table.writes;
    }
    table.changed.push(cell);
    cell.isChanged = true;
    cell.was = was;
  }

  noteRemoval({ kind, namespace, name }: ObjectKey, { was }: Cell): void {
    if (!this.#isFrozen || was === undefined) return;
    let named = this.#removed.get(kind);
    if (named === undefined) this.#removed.set(kind, (named = new Map()));
    named.set(`${namespace}/${name}`, was);
  }

  removed(kind: string): Removed {
    return this.#removed.get(kind);
  }

  #forget(): void {
    for (let table = this.#touched.pop(); table !== undefined; table = this.#touched.pop()) {
      for (let cell = table.changed.pop(); cell !== undefined; cell = table.changed.pop()) {
        cell.isChanged = false;
        cell.was = undefined;
      }
    }
    if (this.#removed.size > 0) this.#removed.clear();
  }
}
