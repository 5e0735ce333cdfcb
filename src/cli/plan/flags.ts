import type { Flag } from "../flags/flag.ts";

/** Flags of verbs that a plan has no use for, or has in a form of its own. */
const NOT_FOR_PLANS: ReadonlySet<string> = new Set([
  "dry-run",
  "output",
  "template",
  "show-managed-fields",
  "no-run",
  "for",
  "wait",
  "timeout",
  "plan",
]);

export const PLAN_FLAGS: readonly Flag[] = [
  {
    name: "base",
    kind: "text",
    value: "PATH|git:REF",
    meaning: "start from these manifests, or from the same files at a git revision, in place of the state",
  },
  {
    name: "assume",
    kind: "lines",
    value: "TARGET=FAULT",
    meaning: "plan under a fault, as in sim fail: pod/web-1=not-ready; may be repeated",
  },
  { name: "start-after", kind: "duration", value: "DURATION", meaning: "assume that containers take so long to start" },
  { name: "stop-after", kind: "duration", value: "DURATION", meaning: "assume that containers take so long to stop" },
  { name: "pull-time", kind: "duration", value: "DURATION", meaning: "assume that images take so long to be pulled" },
  { name: "for", kind: "duration", value: "DURATION", meaning: "look at exactly that much time, settled or not" },
  {
    name: "forbid",
    kind: "list",
    value: "VERDICT,…",
    meaning: "exit 1 on data-loss, downtime, stuck, blocked, deadlock, quorum, replace, refused",
  },
  { name: "detailed-exitcode", kind: "switch", meaning: "exit 0: nothing would change, 2: something would" },
  {
    name: "output",
    short: "o",
    kind: "text",
    value: "FORMAT",
    meaning: "text, markdown, json, yaml or html (default text)",
  },
  { name: "out", kind: "text", value: "FILE", meaning: "keep the plan, for apply --plan FILE" },
];

/** A verb's own flags, and those of plans. */
export function planFlags(verb: readonly Flag[]): readonly Flag[] {
  return [...verb.filter(({ name }) => !NOT_FOR_PLANS.has(name)), ...PLAN_FLAGS];
}
