import { CommandError } from "../base/errors.ts";
import { instantOf, timestamp } from "../base/instant.ts";
import { isJsonObject, type JsonObject } from "../base/json.ts";
import type { Happening } from "../cluster/happening.ts";
import type { History, Snapshot } from "../cluster/snapshot.ts";
import { damageOf, positionAt } from "./damage.ts";
import { partsOf, type Parts } from "./long-history.ts";
import { readTables, type StoredObjects, writeTables } from "./tables.ts";
import { readWideIntegers, writeWideIntegers } from "./wide-integers.ts";

const FORMAT = "stsctl.dev/state";
const VERSION = 1;

/** Makes a file of one version a file of the next. Stands at the index of the version it starts from. */
type Migration = (file: JsonObject) => JsonObject;

/** Version 1 is the first, so that nothing can be older yet. */
const MIGRATIONS: readonly (Migration | undefined)[] = [];

function lines(values: readonly unknown[]): string {
  return values.length === 0 ? "[]" : `[\n${values.map((value) => JSON.stringify(value)).join(",\n")}\n]`;
}

/** A state file's text: small members on lines of their own, lists with a line for each item. */
export function writeState(snapshot: Snapshot): string {
  const wide = writeWideIntegers(snapshot.objects);
  const { tables, rest } = writeTables(wide.objects);
  const { happenings, dropped, lastCommand } = snapshot.history;
  const members: [string, string][] = [
    ["format", JSON.stringify(FORMAT)],
    ["version", String(VERSION)],
    ["revision", String(snapshot.revision)],
    ["clock", JSON.stringify(timestamp(snapshot.clock))],
    ["isAtRest", String(snapshot.isAtRest)],
    ["world", JSON.stringify(snapshot.world)],
    ["counters", JSON.stringify(snapshot.counters)],
    ...(wide.found ? ([["wideIntegers", "true"]] as [string, string][]) : []),
    ["tables", tables.length === 0 ? "[]" : `[\n${tables.map(tableText).join(",\n")}\n]`],
    ["objects", lines(rest)],
    ["volumes", JSON.stringify(snapshot.volumes)],
    ["scratch", JSON.stringify(snapshot.scratch)],
    ["history", JSON.stringify({ dropped, lastCommand })],
    ["happenings", lines(happenings)],
  ];
  return `{\n${members.map(([name, text]) => `${JSON.stringify(name)}: ${text}`).join(",\n")}\n}\n`;
}

function tableText(table: StoredObjects["tables"][number]): string {
  const { at, base, columns, rows } = table;
  const head = `{"at": ${at}, "base": ${JSON.stringify(base)},\n"columns": ${JSON.stringify(columns)},\n`;
  return `${head}"rows": ${lines(rows)}}`;
}

function corrupt(file: string, text: string, path: string, what: string): CommandError {
  const { line, column } = positionAt(text, path);
  return new CommandError("STATE_CORRUPT", `${file}:${line}:${column}: the state file is damaged: ${what}`);
}

/** How texts begin that are written by hand or by others; what a crash leaves begins otherwise. */
const OTHER_TEXT = /^\s*[\p{L}\p{N}#"[<-]/u;

/** A file of somebody else's: nobody is told to remove it. */
function notOurs(file: string): CommandError {
  return new CommandError("STATE_CORRUPT", `${file}:1:1: this is no state file of stsctl`, {
    hint: "name another file with --state",
  });
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (OTHER_TEXT.test(text)) throw notOurs(file);
    const { line, column } = damageOf(text) ?? { line: 1, column: 1 };
    const what = text.trim() === "" ? "it is empty" : "here it stops being JSON";
    throw new CommandError("STATE_CORRUPT", `${file}:${line}:${column}: the state file is damaged: ${what}`, { cause });
  }
}

type Check = (value: unknown) => boolean;
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isKubeObject: Check = (value) =>
  isJsonObject(value) &&
  typeof value["kind"] === "string" &&
  typeof value["apiVersion"] === "string" &&
  isJsonObject(value["metadata"]) &&
  typeof value["metadata"]["name"] === "string";

/** What every member must be, and how a message says it. */
const MEMBERS: Readonly<Record<string, readonly [Check, string]>> = {
  revision: [isCount, "a count"],
  clock: [(value) => typeof value === "string" && !Number.isNaN(instantOf(value)), "a timestamp"],
  isAtRest: [(value) => typeof value === "boolean", "true or false"],
  world: [
    (value) => isJsonObject(value) && isJsonObject(value["settings"]) && Array.isArray(value["faults"]),
    "a world",
  ],
  counters: [(value) => isJsonObject(value) && isCount(value["resourceVersion"]), "an object of counts"],
  tables: [Array.isArray, "a list"],
  objects: [Array.isArray, "a list"],
  volumes: [isJsonObject, "an object"],
  scratch: [isJsonObject, "an object"],
  history: [(value) => isJsonObject(value) && isCount(value["dropped"]) && isCount(value["lastCommand"]), "a history"],
  happenings: [Array.isArray, "a list"],
};

function checkMembers(file: string, text: string, state: JsonObject): void {
  for (const [name, [check, what]] of Object.entries(MEMBERS)) {
    if (!check(state[name])) {
      const path = Object.hasOwn(state, name) ? `/${name}` : "";
      throw corrupt(file, text, path, `"${name}" is not ${what}`);
    }
  }
}

function isRow(row: unknown, columns: number): boolean {
  return Array.isArray(row) && row.length === columns + 1 && isCount(row[0]);
}

function checkTable(file: string, text: string, table: unknown, path: string): void {
  const fits = isJsonObject(table) && isCount(table["at"]) && isKubeObject(table["base"]);
  if (!fits || !Array.isArray(table["columns"]) || !Array.isArray(table["rows"])) {
    throw corrupt(file, text, path, "this is no table of objects");
  }
  const columns = table["columns"].length;
  table["rows"].forEach((row, index) => {
    if (!isRow(row, columns)) throw corrupt(file, text, `${path}/rows/${index}`, "this row does not fit its table");
  });
}

function checkHappenings(file: string, text: string, happenings: readonly unknown[]): void {
  happenings.forEach((item, index) => {
    if (!isJsonObject(item)) throw corrupt(file, text, `/happenings/${index}`, "this is no happening");
  });
}

function checkObjects(file: string, text: string, state: JsonObject): StoredObjects {
  const tables = state["tables"] as unknown[];
  const objects = state["objects"] as unknown[];
  tables.forEach((table, index) => checkTable(file, text, table, `/tables/${index}`));
  objects.forEach((object, index) => {
    if (!isKubeObject(object)) throw corrupt(file, text, `/objects/${index}`, "this is no Kubernetes object");
  });
  checkHappenings(file, text, state["happenings"] as unknown[]);
  return { tables: tables as StoredObjects["tables"], rest: objects as StoredObjects["rest"] };
}

function migrated(file: string, text: string, state: JsonObject, migrations: readonly (Migration | undefined)[]) {
  const found = state["version"];
  if (!isCount(found)) throw corrupt(file, text, "/version", '"version" is not a count');
  if (Number(found) > VERSION) {
    const message = `${file} has version ${String(found)} of the state format; this stsctl reads up to version ${VERSION}`;
    throw new CommandError("STATE_TOO_NEW", message, { hint: "use a newer stsctl, or another file with --state" });
  }
  let current = state;
  for (let version = Number(found); version < VERSION; version++) {
    const migration = migrations[version];
    if (migration === undefined) throw corrupt(file, text, "/version", `there is no version ${version} of its format`);
    current = migration(current);
  }
  return current;
}

/** The state of a text, if it is one, and of this version. */
function currentState(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isJsonObject(parsed) && parsed["version"] === VERSION ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function readHappenings(file: string, text: string, { happenings }: Parts): readonly Happening[] {
  let parsed: unknown[];
  try {
    parsed = JSON.parse(happenings) as unknown[];
  } catch (cause) {
    parse(file, text);
    throw cause;
  }
  checkHappenings(file, text, parsed);
  return parsed as readonly Happening[];
}

/** Most commands look at no happening, and a fifth of the work is to read them all (DECISIONS 34). */
function readLater(file: string, text: string, { history, parts }: { history: History; parts: Parts }): History {
  let read: readonly Happening[] | undefined;
  return {
    kept: parts.kept,
    get happenings() {
      return (read ??= readHappenings(file, text, parts));
    },
    dropped: history.dropped,
    lastCommand: history.lastCommand,
  };
}

/**
 * A state file's snapshot. Throws STATE_CORRUPT with file, line and column of the damage, or STATE_TOO_NEW.
 * `migrations` bring an older file up to this version, step by step.
 */
export function readState(file: string, text: string, migrations = MIGRATIONS): Snapshot {
  const parts = partsOf(text);
  const head = parts === undefined ? undefined : currentState(parts.head);
  const parsed = head ?? parse(file, text);
  if (!isJsonObject(parsed) || parsed["format"] !== FORMAT) {
    throw notOurs(file);
  }
  const state = migrated(file, text, parsed, migrations);
  checkMembers(file, text, state);
  const objects = readTables(checkObjects(file, text, state));
  const known = state as unknown as Omit<Snapshot, "clock" | "history"> & { clock: string };
  const { dropped, lastCommand } = state["history"] as History;
  const history = { happenings: state["happenings"] as readonly Happening[], dropped, lastCommand };
  return {
    revision: known.revision,
    clock: instantOf(known.clock),
    isAtRest: known.isAtRest,
    world: known.world,
    counters: known.counters,
    objects: state["wideIntegers"] === true ? readWideIntegers(objects) : objects,
    volumes: known.volumes,
    scratch: known.scratch,
    history: head === undefined || parts === undefined ? history : readLater(file, text, { history, parts }),
  };
}

/** The revision that the head of a state file's text names; undefined where it names none. */
export function revisionIn(head: string): number | undefined {
  const match = /^"revision": ([0-9]+),$/m.exec(head);
  return match === null ? undefined : Number(match[1]);
}
