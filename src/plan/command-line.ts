import type { Request, Targets } from "../cluster/client/request.ts";
import type { Fault } from "../cluster/world.ts";

/** What a command line of ours asks for, where a rehearsal can do it. */
export type Act =
  | { readonly text: string; readonly request: Request }
  | { readonly text: string; readonly recover: Pick<Fault, "target" | "namespace"> };

/** The words of a command line; quotes keep what is between them together. */
function wordsOf(line: string): readonly string[] {
  return (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'(.*)'$/s, "$1"));
}

interface Line {
  readonly namespace: string;
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
}

function lineOf(text: string): Line {
  const words: string[] = [];
  const flags = new Map<string, string>();
  const queue = [...wordsOf(text)].slice(1);
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const [name = "", value] = word.startsWith("--") ? word.split("=", 2) : [word];
    if (word === "-n" || word === "-p" || word === "-l") flags.set(word, queue.shift() ?? "");
    else if (word.startsWith("--")) flags.set(name, value ?? "true");
    else words.push(word);
  }
  return { namespace: flags.get("-n") ?? "default", words, flags };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function patchRequest({ flags }: Line, common: Common): Request | undefined {
  const patch = parsed(flags.get("-p") ?? "");
  const type = flags.get("--type") === "merge" ? "merge" : "strategic";
  return patch === undefined ? undefined : { ...common, verb: "patch", type, patch };
}

interface Common {
  readonly namespace: string;
  readonly namespaceIsExplicit: boolean;
  readonly targets: Targets;
  readonly dryRun: "none";
}

function deleteRequest({ flags }: Line, common: Common): Request {
  const isForced = flags.has("--force");
  const isOrphan = flags.get("--cascade") === "orphan";
  return {
    ...common,
    verb: "delete",
    ...(isForced ? { force: true, gracePeriodSeconds: 0 } : {}),
    ...(isOrphan ? { cascade: "orphan" as const } : {}),
  };
}

function isChange(word: string): boolean {
  return word.includes("=");
}

function setImage(words: readonly string[], common: (words: readonly string[]) => Common): Request {
  const targets = words.filter((word) => !isChange(word));
  return { ...common(targets), verb: "set-image", changes: words.filter(isChange) };
}

function labelRequest(
  { flags }: Line,
  words: readonly string[],
  common: (words: readonly string[]) => Common,
): Request {
  const scope = common(words.filter((word) => !isChange(word)));
  const selector = flags.get("-l");
  const targets = { ...scope.targets, ...(selector === undefined ? {} : { selector }) };
  return { ...scope, targets, verb: "label", changes: words.filter(isChange), overwrite: true };
}

function requestOf(line: Line): Request | undefined {
  const [verb = "", ...rest] = line.words;
  const common = (words: readonly string[]): Common => ({
    namespace: line.namespace,
    namespaceIsExplicit: line.flags.has("-n"),
    targets: { words, bareNameKind: "StatefulSet" },
    dryRun: "none",
  });
  switch (verb) {
    case "delete":
      return deleteRequest(line, common(rest));
    case "scale":
      return { ...common(rest), verb, replicas: Number(line.flags.get("--replicas")) };
    case "patch":
      return patchRequest(line, common(rest));
    case "annotate":
      return { ...common(rest.slice(0, 2)), verb, changes: rest.slice(2), overwrite: true };
    case "label":
      return labelRequest(line, rest, common);
    case "uncordon":
      return { ...common(rest), targets: { words: rest, bareNameKind: "Node" }, verb };
    case "set":
      return rest[0] === "image" ? setImage(rest.slice(1), common) : undefined;
    case "rollout":
      if (rest[0] === "restart") return { ...common(rest.slice(1)), verb: "rollout-restart" };
      if (rest[0] !== "undo") return undefined;
      return {
        ...common(rest.slice(1)),
        verb: "rollout-undo",
        toRevision: Number(line.flags.get("--to-revision") ?? 0),
      };
    default:
      return undefined;
  }
}

/** Reads one of the command lines that diagnoses and plans name; undefined for what a rehearsal cannot do. */
export function actOf(text: string): Act | undefined {
  const line = lineOf(text);
  const [verb, sub, target = ""] = line.words;
  if (verb === "sim" && sub === "recover") {
    const namespace = /^(pod|pvc)\//.test(target) ? line.namespace : "";
    return { text, recover: { target, namespace } };
  }
  const request = requestOf(line);
  return request === undefined ? undefined : { text, request };
}
