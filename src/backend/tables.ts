import { REVISION_LABEL } from "../api/kinds/controllerrevision/types.ts";
import { HASH_LABEL } from "../api/kinds/deployment/types.ts";
import type { KubeObject } from "../api/object.ts";
import { controllerOf, namespaceOf } from "../api/object.ts";

/**
 * Objects that are alike, stored as one whole object and what differs from it. `rows` hold the object's place in the
 * snapshot's list and then a value for each of `columns`, which are JSON pointers (RFC 6901) into the object.
 */
interface Table {
  readonly at: number;
  readonly base: KubeObject;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** A snapshot's objects as a file keeps them: `rest` fills the places that no table takes, in order. */
export interface StoredObjects {
  readonly tables: readonly Table[];
  readonly rest: readonly KubeObject[];
}

/** The members at which alike objects differ: below each name further ones, or a leaf. */
type Columns = Map<string, Columns | "leaf">;

interface Draft {
  readonly at: number;
  readonly base: KubeObject;
  readonly columns: Columns;
  readonly members: { at: number; object: KubeObject }[];
}

/** More bases than this for one revision means that its pods have too little in common. */
const DRAFTS_MAX = 8;

const REVISION_LABELS = [REVISION_LABEL, HASH_LABEL];

/** Pods of one revision of one owner are alike; so are the claims, volumes and events of one name stem. */
function likeness(object: KubeObject): string | undefined {
  if (object.kind === "Pod") {
    const labels = object.metadata.labels ?? {};
    const revision = REVISION_LABELS.map((label) => labels[label]).find((value) => value !== undefined);
    return revision === undefined ? undefined : `Pod ${controllerOf(object)?.uid ?? ""} ${revision}`;
  }
  if (object.kind === "PersistentVolumeClaim") {
    return `${object.kind} ${namespaceOf(object)} ${object.metadata.name.replace(/[0-9a-f-]*$/, "")}`;
  }
  if (object.kind === "PersistentVolume") return object.kind;
  return undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function isParent(value: unknown): value is Fields {
  return value !== null && typeof value === "object";
}

/** Whether two values have the same members in the same order; leaves may differ. */
function areAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isParent(a) || !isParent(b)) return !isParent(a) && !isParent(b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  const others = Object.keys(b);
  return names.length === others.length && names.every((name, at) => name === others[at] && areAlike(a[name], b[name]));
}

/** Notes where the leaves of alike values differ. */
function noteDifferences(a: Fields, b: Fields, columns: Columns): void {
  for (const name of Object.keys(a)) {
    const [left, right] = [a[name], b[name]];
    if (left === right) continue;
    if (!isParent(left) || !isParent(right)) {
      columns.set(name, "leaf");
      continue;
    }
    const known = columns.get(name);
    const below: Columns = known instanceof Map ? known : new Map();
    noteDifferences(left, right, below);
    if (known === undefined && below.size > 0) columns.set(name, below);
  }
}

const fieldsOf = (object: KubeObject): Fields => object as unknown as Fields;

function joins(draft: Draft, object: KubeObject, at: number): boolean {
  if (!areAlike(draft.base, object)) return false;
  noteDifferences(fieldsOf(draft.base), fieldsOf(object), draft.columns);
  draft.members.push({ at, object });
  return true;
}

function draftsOf(objects: readonly KubeObject[]): Draft[] {
  const byLikeness = new Map<string, Draft[]>();
  objects.forEach((object, at) => {
    const key = likeness(object);
    if (key === undefined) return;
    const drafts = byLikeness.get(key) ?? [];
    byLikeness.set(key, drafts);
    if (drafts.some((draft) => joins(draft, object, at)) || drafts.length >= DRAFTS_MAX) return;
    drafts.push({ at, base: object, columns: new Map(), members: [] });
  });
  return [...byLikeness.values()].flat().filter((draft) => draft.members.length > 0);
}

/** The pointers of the columns, in the order in which `collect` finds their values. */
function pointers(columns: Columns, above = ""): readonly string[] {
  return [...columns].flatMap(([name, below]) => {
    const pointer = `${above}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return below === "leaf" ? [pointer] : pointers(below, pointer);
  });
}

function collect(value: unknown, columns: Columns, into: unknown[]): void {
  const members = value as Fields;
  for (const [name, below] of columns) {
    if (below === "leaf") into.push(members[name]);
    else collect(members[name], below, into);
  }
}

/** Splits a snapshot's objects into tables and the rest; `readTables` gives the same list back, member for member. */
export function writeTables(objects: readonly KubeObject[]): StoredObjects {
  const taken = new Set<number>();
  const tables = draftsOf(objects).map(({ at, base, columns, members }): Table => {
    taken.add(at);
    const rows = members.map((member) => {
      taken.add(member.at);
      const row: unknown[] = [member.at];
      collect(member.object, columns, row);
      return row;
    });
    return { at, base, columns: pointers(columns), rows };
  });
  return { tables, rest: objects.filter((_, index) => !taken.has(index)) };
}

/** A member to replace: by a row's value, or with replacements further down. */
interface Replacement {
  readonly name: string;
  /** The place of the value in a row; none where `below` says what to replace. */
  readonly place: number | undefined;
  readonly below: Replacement[];
}

function replacements(columns: readonly string[]): readonly Replacement[] {
  const root: Replacement[] = [];
  columns.forEach((column, index) => {
    const steps = column
      .split("/")
      .slice(1)
      .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = steps.pop() ?? "";
    let level = root;
    for (const step of steps) {
      let next = level.find(({ name }) => name === step);
      if (next === undefined) level.push((next = { name: step, place: undefined, below: [] }));
      level = next.below;
    }
    level.push({ name: last, place: index + 1, below: [] });
  });
  return root;
}

/** A copy of `base` with a row's values in; parts without a replacement are shared. */
function withRow(base: unknown, replaced: readonly Replacement[], row: readonly unknown[]): unknown {
  const copy = (Array.isArray(base) ? base.slice() : { ...(base as object) }) as Record<string, unknown>;
  for (const { name, place, below } of replaced) {
    copy[name] = place === undefined ? withRow(copy[name], below, row) : row[place];
  }
  return copy;
}

/** The objects in their order. */
export function readTables(stored: StoredObjects): KubeObject[] {
  const objects: (KubeObject | undefined)[] = [];
  for (const table of stored.tables) {
    const replaced = replacements(table.columns);
    objects[table.at] = table.base;
    for (const row of table.rows) objects[Number(row[0])] = withRow(table.base, replaced, row) as KubeObject;
  }
  let free = 0;
  for (const object of stored.rest) {
    while (objects[free] !== undefined) free++;
    objects[free] = object;
  }
  return objects.filter((object) => object !== undefined);
}
