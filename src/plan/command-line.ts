import { Bug } from "../base/errors.ts";
import { parseLine, type FlagForm, type ParsedLine, type Refusals } from "../base/flags.ts";
import type { Request, Targets } from "../cluster/client/request.ts";
import type { Fault } from "../cluster/world.ts";

/** What a command line of ours asks for, where a rehearsal can do it. */
export type Act =
  | { readonly text: string; readonly request: Request }
  | { readonly text: string; readonly recover: Pick<Fault, "target" | "namespace"> };

/** The words of a command line as a shell reads them: between single quotes everything stands for itself. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  return words.map((word) => word.replaceAll(/'([^']*)'|\\(.)/g, "$1$2"));
}

/** The flags of the commands that diagnoses and plans name. */
const FLAGS: readonly FlagForm[] = [
  { name: "namespace", short: "n", kind: "text" },
  { name: "selector", short: "l", kind: "text" },
  { name: "patch", short: "p", kind: "text" },
  { name: "type", kind: "text" },
  { name: "replicas", kind: "integer" },
  { name: "to-revision", kind: "integer" },
  { name: "cascade", kind: "text", bare: "background" },
  { name: "force", kind: "switch" },
  { name: "grace-period", kind: "integer" },
  { name: "overwrite", kind: "switch" },
];

function refuse(message: string): never {
  throw new Bug(`a command of ours cannot be read: ${message}`);
}

const REFUSALS: Refusals = { usage: refuse, unknown: refuse, value: (flag, value) => refuse(`${flag} ${value}`) };

interface Common {
  readonly namespace: string;
  readonly namespaceIsExplicit: boolean;
  readonly targets: Targets;
  readonly dryRun: "none";
}

function namespaceIn({ flags }: ParsedLine): string {
  return flags.text("namespace") ?? "default";
}

function common(
  line: ParsedLine,
  words: readonly string[],
  bareNameKind: Targets["bareNameKind"] = "StatefulSet",
): Common {
  const selector = line.flags.text("selector");
  return {
    namespace: namespaceIn(line),
    namespaceIsExplicit: line.flags.given("namespace"),
    targets: { words, bareNameKind, ...(selector === undefined ? {} : { selector }) },
    dryRun: "none",
  };
}

const isChange = (word: string): boolean => word.includes("=");

/** The words that name objects, and the changes `KEY=VALUE` behind them. */
function changesIn(line: ParsedLine): Common & { readonly changes: readonly string[] } {
  const named = line.words.filter((word) => !isChange(word));
  return { ...common(line, named), changes: line.words.filter(isChange) };
}

function deleteRequest(line: ParsedLine): Request {
  return {
    ...common(line, line.words),
    verb: "delete",
    ...(line.flags.on("force") ? { force: true, gracePeriodSeconds: 0 } : {}),
    ...(line.flags.text("cascade") === "orphan" ? { cascade: "orphan" as const } : {}),
  };
}

function patchRequest(line: ParsedLine): Request {
  const type = line.flags.text("type") === "merge" ? "merge" : "strategic";
  const patch: unknown = JSON.parse(line.flags.text("patch") ?? "");
  return { ...common(line, line.words), verb: "patch", type, patch };
}

/** Commands that a rehearsal can do, by the words that name them. */
const REQUESTS: Readonly<Record<string, (line: ParsedLine) => Request>> = {
  delete: deleteRequest,
  scale: (line) => ({
    ...common(line, line.words),
    verb: "scale",
    replicas: line.flags.integer("replicas") ?? Number.NaN,
  }),
  patch: patchRequest,
  annotate: (line) => ({ ...changesIn(line), verb: "annotate", overwrite: true }),
  label: (line) => ({ ...changesIn(line), verb: "label", overwrite: true }),
  uncordon: (line) => ({ ...common(line, line.words, "Node"), verb: "uncordon" }),
  "set image": (line) => ({ ...changesIn(line), verb: "set-image" }),
  "rollout restart": (line) => ({ ...common(line, line.words), verb: "rollout-restart" }),
  "rollout undo": (line) => {
    return { ...common(line, line.words), verb: "rollout-undo", toRevision: line.flags.integer("to-revision") ?? 0 };
  },
};

function recovered(line: ParsedLine): Pick<Fault, "target" | "namespace"> {
  const [target = ""] = line.words;
  return { target, namespace: /^(pod|pvc)\//.test(target) ? namespaceIn(line) : "" };
}

function read(words: readonly string[]): ParsedLine {
  return parseLine(words, FLAGS, REFUSALS);
}

/** Reads one of the command lines that diagnoses and plans name; undefined for what a rehearsal cannot do. */
export function actOf(text: string): Act | undefined {
  const [, verb = "", sub = "", ...rest] = wordsOf(text);
  const both = `${verb} ${sub}`;
  if (both === "sim recover") return { text, recover: recovered(read(rest)) };
  const [single, double] = [REQUESTS[verb], REQUESTS[both]];
  if (double !== undefined) return { text, request: double(read(rest)) };
  return single === undefined ? undefined : { text, request: single(read([sub, ...rest])) };
}
