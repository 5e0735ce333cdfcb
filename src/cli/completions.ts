import { RESOURCE_KINDS } from "../api/kinds.ts";
import { findType } from "../cluster/client/resolve.ts";
import { callFor } from "./call.ts";
import { FAULT_KINDS } from "./fault-target.ts";
import type { Call } from "./command.ts";
import { SCRIPTS } from "./completion-scripts.ts";
import { GLOBAL_FLAGS } from "./flags/flag.ts";
import { readLine } from "./flags/read-line.ts";
import type { Io } from "./io.ts";
import { lookAtState } from "./look.ts";
import { COMMANDS, type Entry, GROUPS } from "./program.ts";
import { SETTINGS } from "./settings.ts";

/** Commands whose words are nodes; all others take a type first. */
const ON_NODES = new Set(["cordon", "uncordon", "drain"]);
const ON_FAULTS = new Set(["sim fail", "sim recover"]);
const WITHOUT_OBJECTS = new Set([
  "lint",
  "dns lookup",
  "dns serve",
  "dns timeline",
  "sim status",
  "sim advance",
  "sim run",
  "sim reset",
  "apply",
  "create",
  "replace",
  "diff",
  "import",
  "export",
  "version",
  "completion",
  "timeline",
]);

/** What the last of the words so far can become. Never fails: a shell asks at any moment. */
export async function completions(words: readonly string[], io: Io): Promise<readonly string[]> {
  const last = words.at(-1) ?? "";
  try {
    return (await candidates(words.slice(0, -1), last, io)).filter((word) => word.startsWith(last)).sort();
  } catch {
    return [];
  }
}

async function candidates(before: readonly string[], last: string, io: Io): Promise<readonly string[]> {
  const names = before.filter((word) => !word.startsWith("-"));
  const entry = entryOf(names);
  if (entry === undefined) return last.startsWith("-") ? flagNames(GLOBAL_FLAGS) : commandNames(names);
  const command = await entry.load();
  const flags = [...command.flags, ...GLOBAL_FLAGS];
  if (last.startsWith("-")) return flagNames(flags);
  const waitsForValue = flags.find(({ name, short }) => [`--${name}`, `-${short ?? ""}`].includes(before.at(-1) ?? ""));
  const call = callFor(
    entry.path,
    readLine(
      before.filter((word) => !word.startsWith("-f")),
      flags,
    ),
    io,
  );
  if (waitsForValue?.name === "namespace") return objectNames(call, "Namespace");
  if (waitsForValue !== undefined && waitsForValue.kind !== "switch" && waitsForValue.bare === undefined) return [];
  return objectWords(call, entry, call.words.slice(entry.path.split(" ").length), last);
}

function entryOf([first = "", second = ""]: readonly string[]): Entry | undefined {
  return COMMANDS.find(({ path }) => path === `${first} ${second}`) ?? COMMANDS.find(({ path }) => path === first);
}

function commandNames([group]: readonly string[]): readonly string[] {
  if (group === undefined) return [...new Set(COMMANDS.map(({ path }) => path.split(" ")[0] ?? ""))];
  if (GROUPS[group] === undefined) return [];
  return COMMANDS.flatMap(({ path }) => (path.startsWith(`${group} `) ? [path.slice(group.length + 1)] : []));
}

function flagNames(flags: readonly { readonly name: string }[]): readonly string[] {
  return flags.map(({ name }) => `--${name}`);
}

async function objectNames(call: Call, kind: string): Promise<readonly string[]> {
  const { view } = await lookAtState(call);
  const resource = findType(kind, view)?.resource;
  if (resource === undefined) return [];
  return view.list(resource.key, resource.namespaced ? call.namespace : undefined).map(({ metadata }) => metadata.name);
}

/** What a plan does not rehearse, of the groups whose other verbs it does. */
const NOT_PLANNED = new Set(["status", "history"]);

/** The words after `plan`, or after a group that follows it; undefined where objects come next. */
function planWords(path: string, words: readonly string[]): readonly string[] | undefined {
  if (path === "plan") return COMMANDS.flatMap((one) => (one.path.startsWith("plan ") ? [one.path.slice(5)] : []));
  const group = path.slice("plan ".length);
  if (!path.startsWith("plan ") || GROUPS[group] === undefined || words.length > 0) return undefined;
  return commandNames([group]).filter((name) => !NOT_PLANNED.has(name));
}

async function objectWords(call: Call, entry: Entry, all: readonly string[], last: string): Promise<readonly string[]> {
  const verbs = planWords(entry.path, all);
  if (verbs !== undefined) return verbs;
  const path = entry.path.replace(/^plan /, "");
  const words = GROUPS[path] === undefined ? all : all.slice(1);
  if (WITHOUT_OBJECTS.has(path)) return path === "completion" ? Object.keys(SCRIPTS) : [];
  if (ON_NODES.has(path)) return objectNames(call, "node");
  if (path === "exec") return objectNames(call, "pod");
  if (path === "dns records") return objectNames(call, "service");
  if (path === "sim set") return SETTINGS.map((key) => `${key}=`);
  const slash = last.indexOf("/");
  if (slash > 0) {
    const type = last.slice(0, slash);
    return (await objectNames(call, type)).map((name) => `${type}/${name}`);
  }
  if (ON_FAULTS.has(path)) return Object.keys(FAULT_KINDS).map((type) => `${type}/`);
  const [type] = words;
  if (type !== undefined) return type.includes("/") ? [] : objectNames(call, type);
  return RESOURCE_KINDS.map(({ plural }) => plural);
}
