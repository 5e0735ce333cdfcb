import type { KubeObject } from "../api/object.ts";
import { indexesOf, keyChangeOf, shareKeys, UNCHANGED, type KeyChange } from "./indexes.ts";
import type { IndexName } from "./view.ts";

/** The place of one object from its creation to its removal. Indexes refer to it, so that a new version moves nothing. */
export interface Cell {
  object: KubeObject;
  /** Grows with every creation in a table. */
  readonly order: number;
  /** Whether it has been written since the store was frozen, and what it held then; nothing when it is newer. */
  isChanged: boolean;
  was: KubeObject | undefined;
}

/** Lists shorter than this are searched one by one. */
const SHORT = 8;

/**
 * Cells in order of creation: a list as long as each comes after the others, which filling an index does. One that comes
 * late, or goes from a long list, makes it a set; what comes late is put into its place when somebody next looks.
 */
class Cells {
  #cells: Cell[] | Set<Cell>;
  #last: number;
  #isInOrder = true;

  constructor(first: Cell) {
    this.#cells = [first];
    this.#last = first.order;
  }

  get size(): number {
    return Array.isArray(this.#cells) ? this.#cells.length : this.#cells.size;
  }

  add(cell: Cell): this {
    if (cell.order > this.#last) {
      this.#last = cell.order;
      if (Array.isArray(this.#cells)) this.#cells.push(cell);
      else this.#cells.add(cell);
      return this;
    }
    const cells = this.#asSet();
    if (cells.has(cell)) return this;
    cells.add(cell);
    this.#isInOrder = false;
    return this;
  }

  delete(cell: Cell): boolean {
    const cells = this.#cells;
    if (!Array.isArray(cells) || cells.length >= SHORT) return this.#asSet().delete(cell);
    const at = cells.indexOf(cell);
    if (at >= 0) cells.splice(at, 1);
    return at >= 0;
  }

  inOrder(): Iterable<Cell> {
    if (!this.#isInOrder) {
      this.#cells = [...this.#cells].sort((a, b) => a.order - b.order);
      this.#isInOrder = true;
    }
    return this.#cells;
  }

  #asSet(): Set<Cell> {
    if (Array.isArray(this.#cells)) this.#cells = new Set(this.#cells);
    return this.#cells;
  }
}

/** A cell or several: most buckets of an index hold exactly one. */
type Bucket = Cell | Cells;

type KeysOf = (object: KubeObject) => readonly string[];

interface Index {
  readonly name: IndexName;
  readonly keysOf: KeysOf;
  /** Absent until somebody asks: of most kinds most indexes are never read. */
  buckets: Map<string, Bucket> | undefined;
}

/** The objects of one kind. */
export interface Table {
  /** By namespace, then name: neither is ever put together with the other to be looked up. */
  readonly cells: Map<string, Map<string, Cell>>;
  readonly indexes: readonly Index[];
  /** Those of them that somebody has asked. */
  readonly built: Index[];
  /** What `list` gave last, until the next change; by namespace, undefined for all. */
  readonly lists: Map<string | undefined, readonly KubeObject[]>;
  /** Cells written since the store was frozen. */
  readonly changed: Cell[];
  /** How many writes there were, and had been when the first cell changed that was written since the store was frozen. */
  writes: number;
  writesBefore: number;
  /** How many objects there ever were, and are. */
  made: number;
  size: number;
}

export function tableFor(kind: string): Table {
  const indexes = indexesOf(kind).map(([name, keysOf]): Index => ({ name, keysOf, buckets: undefined }));
  const counts = { writes: 0, writesBefore: 0, made: 0, size: 0 };
  return { cells: new Map(), indexes, built: [], lists: new Map(), changed: [], ...counts };
}

export function cellAt({ cells }: Table, namespace: string, name: string): Cell | undefined {
  return cells.get(namespace)?.get(name);
}

/** In order of creation. */
export function cellsOf({ cells }: Table, namespace?: string): readonly Cell[] {
  const only = namespace ?? (cells.size === 1 ? cells.keys().next().value : undefined);
  if (only !== undefined) return [...(cells.get(only)?.values() ?? [])];
  const all: Cell[] = [];
  for (const named of cells.values()) for (const cell of named.values()) all.push(cell);
  return all.sort((a, b) => a.order - b.order);
}

export function indexOf(table: Table, name: IndexName): Index | undefined {
  for (const index of table.indexes) if (index.name === name) return index;
  return undefined;
}

const NO_CELLS: readonly Cell[] = [];
const NONE: readonly string[] = [];

export function cellsUnder(table: Table, index: Index, key: string): Iterable<Cell> {
  const bucket = bucketsOf(table, index).get(key);
  if (bucket === undefined) return NO_CELLS;
  return bucket instanceof Cells ? bucket.inOrder() : [bucket];
}

export function countUnder(table: Table, index: Index, key: string): number {
  const bucket = bucketsOf(table, index).get(key);
  if (bucket === undefined) return 0;
  return bucket instanceof Cells ? bucket.size : 1;
}

function bucketsOf(table: Table, index: Index): Map<string, Bucket> {
  const { buckets, keysOf } = index;
  if (buckets !== undefined) return buckets;
  const made = new Map<string, Bucket>();
  let last: KubeObject | undefined;
  let keys = NONE;
  for (const cell of cellsOf(table)) {
    if (last === undefined || !shareKeys(index.name, last, cell.object)) keys = keysOf(cell.object);
    last = cell.object;
    for (const key of keys) bucketAdd(made, key, cell);
  }
  index.buckets = made;
  table.built.push(index);
  return made;
}

function bucketAdd(buckets: Map<string, Bucket>, at: string, cell: Cell): void {
  const bucket = buckets.get(at);
  if (bucket === undefined) buckets.set(at, cell);
  else if (bucket instanceof Cells) bucket.add(cell);
  else if (bucket !== cell) buckets.set(at, new Cells(bucket).add(cell));
}

function bucketRemove(buckets: Map<string, Bucket>, at: string, cell: Cell): void {
  const bucket = buckets.get(at);
  if (!(bucket instanceof Cells)) buckets.delete(at);
  else if (bucket.delete(cell) && bucket.size === 0) buckets.delete(at);
}

function membership(list: readonly string[]): { has(key: string): boolean } {
  return list.length < SHORT ? { has: (key) => list.includes(key) } : new Set(list);
}

/** What an index has to forget and to learn when an object changes. */
function keyChange({ name, keysOf }: Index, before: KubeObject | undefined, after: KubeObject | undefined): KeyChange {
  if (before !== undefined && after !== undefined) {
    const known = keyChangeOf(name, before, after);
    if (known !== undefined) return known;
  }
  const gone = before === undefined ? NONE : keysOf(before);
  const come = after === undefined ? NONE : keysOf(after);
  const same = gone.length === come.length && gone.every((key, at) => key === come[at]);
  return same ? UNCHANGED : { gone, come };
}

function reindex({ built }: Table, cell: Cell, before: KubeObject | undefined, after: KubeObject | undefined): void {
  for (const index of built) {
    const { buckets } = index;
    if (buckets === undefined) continue;
    const { gone, come } = keyChange(index, before, after);
    if (gone.length === 0 && come.length === 0) continue;
    const isNow = membership(come);
    const wasBefore = membership(gone);
    for (const key of gone) if (!isNow.has(key)) bucketRemove(buckets, key, cell);
    for (const key of come) if (!wasBefore.has(key)) bucketAdd(buckets, key, cell);
  }
}

export function add(table: Table, namespace: string, name: string, object: KubeObject): Cell {
  let named = table.cells.get(namespace);
  if (named === undefined) table.cells.set(namespace, (named = new Map()));
  const cell: Cell = { object, order: table.made++, isChanged: false, was: undefined };
  named.set(name, cell);
  table.size++;
  reindex(table, cell, undefined, object);
  return cell;
}

export function replace(table: Table, cell: Cell, object: KubeObject): void {
  const before = cell.object;
  cell.object = object;
  reindex(table, cell, before, object);
}

export function remove(table: Table, namespace: string, name: string, cell: Cell): void {
  const named = table.cells.get(namespace);
  named?.delete(name);
  if (named?.size === 0) table.cells.delete(namespace);
  table.size--;
  reindex(table, cell, cell.object, undefined);
}
