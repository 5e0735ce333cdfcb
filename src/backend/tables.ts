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

type Path = readonly (string | number)[];

interface Draft {
  readonly at: number;
  readonly base: KubeObject;
  readonly paths: Map<string, Path>;
  readonly members: { at: number; object: KubeObject }[];
}

/** More bases than this for one revision means that its pods have too little in common. */
const DRAFTS_MAX = 8;

const REVISION_LABELS = ["controller-revision-hash", "pod-template-hash"];

/** Pods of one revision of one owner are alike; so are the claims, volumes and events of one name stem. */
function likeness(object: KubeObject): string | undefined {
  const stem = object.metadata.name.replace(/[0-9a-f-]*$/, "");
  if (object.kind === "Pod") {
    const labels = object.metadata.labels ?? {};
    const revision = REVISION_LABELS.map((label) => labels[label]).find((value) => value !== undefined);
    return revision === undefined ? undefined : `Pod ${controllerOf(object)?.uid ?? ""} ${revision}`;
  }
  if (object.kind === "PersistentVolumeClaim") return `${object.kind} ${namespaceOf(object)} ${stem}`;
  if (object.kind === "PersistentVolume") return object.kind;
  return undefined;
}

/** Notes every path at which leaves differ; false when the two have not the same members in the same order. */
function differences(a: unknown, b: unknown, path: Path, note: (path: Path) => void): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") {
    if ((a !== null && typeof a === "object") || (b !== null && typeof b === "object")) return false;
    note(path);
    return true;
  }
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => differences(item, b[index], [...path, index], note));
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const names = Object.keys(left);
  const others = Object.keys(right);
  if (names.length !== others.length) return false;
  return names.every((name, index) => {
    if (name !== others[index]) return false;
    return left[name] === right[name] || differences(left[name], right[name], [...path, name], note);
  });
}

function joins(draft: Draft, object: KubeObject, at: number): boolean {
  const found: Path[] = [];
  if (!differences(draft.base, object, [], (path) => found.push(path))) return false;
  for (const path of found) draft.paths.set(JSON.stringify(path), path);
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
    drafts.push({ at, base: object, paths: new Map(), members: [] });
  });
  return [...byLikeness.values()].flat().filter((draft) => draft.members.length > 0);
}

function at(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of path) found = (found as Record<string | number, unknown>)[step];
  return found;
}

function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Splits a snapshot's objects into tables and the rest; `readTables` gives the same list back, member for member. */
export function writeTables(objects: readonly KubeObject[]): StoredObjects {
  const taken = new Set<number>();
  const tables = draftsOf(objects).map((draft): Table => {
    const paths = [...draft.paths.values()];
    taken.add(draft.at);
    const rows = draft.members.map((member) => {
      taken.add(member.at);
      return [member.at, ...paths.map((path) => at(member.object, path))];
    });
    return { at: draft.at, base: draft.base, columns: paths.map(pointer), rows };
  });
  return { tables, rest: objects.filter((_, index) => !taken.has(index)) };
}

/** The members to replace below one value: by name, a column's index or the replacements further down. */
type Replacements = Map<string, number | Replacements>;

function replacements(columns: readonly string[]): Replacements {
  const root: Replacements = new Map();
  columns.forEach((column, index) => {
    const steps = column
      .split("/")
      .slice(1)
      .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = steps.pop() ?? "";
    let level = root;
    for (const step of steps) {
      const below = level.get(step);
      const next: Replacements = below instanceof Map ? below : new Map();
      level.set(step, next);
      level = next;
    }
    level.set(last, index);
  });
  return root;
}

/** A copy of `base` with a row's values in; parts without a replacement are shared. */
function withRow(base: unknown, below: Replacements, row: readonly unknown[]): unknown {
  const copy = (Array.isArray(base) ? [...(base as unknown[])] : { ...(base as object) }) as Record<string, unknown>;
  for (const [name, what] of below)
    copy[name] = typeof what === "number" ? row[what + 1] : withRow(copy[name], what, row);
  return copy;
}

/** The objects in their order. */
export function readTables(stored: StoredObjects): KubeObject[] {
  const objects: (KubeObject | undefined)[] = [];
  for (const table of stored.tables) {
    const below = replacements(table.columns);
    objects[table.at] = table.base;
    for (const row of table.rows) objects[Number(row[0])] = withRow(table.base, below, row) as KubeObject;
  }
  let free = 0;
  for (const object of stored.rest) {
    while (objects[free] !== undefined) free++;
    objects[free] = object;
  }
  return objects.filter((object) => object !== undefined);
}
