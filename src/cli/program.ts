import type { Command } from "./command.ts";

/** A command as the program knows it before its code is loaded. */
export interface Entry {
  /** Its words: `get`, `rollout status`. */
  readonly path: string;
  readonly summary: string;
  /** The heading it stands under in the program's help. */
  readonly heading: string;
  /** Whose exit statuses a wrong command line has: kubectl's (1, or 2 for diff) or ours (2). */
  readonly usageStatus: 1 | 2;
  /** Whether `timeline --last` is to know that it ran, even when it changed nothing. */
  readonly isRemembered: boolean;
  readonly load: () => Promise<Command>;
}

const MANIFESTS = "Change a cluster as kubectl does";
const QUESTIONS = "Ask as kubectl does";
const REHEARSAL = "Rehearse";

type Options = Partial<Pick<Entry, "usageStatus" | "isRemembered">>;

function changes(path: string, summary: string, load: Entry["load"], options: Options = {}): Entry {
  return { path, summary, heading: MANIFESTS, usageStatus: 1, isRemembered: true, load, ...options };
}

function asks(path: string, summary: string, load: Entry["load"], options: Options = {}): Entry {
  return { path, summary, heading: QUESTIONS, usageStatus: 1, isRemembered: false, load, ...options };
}

function rehearses(path: string, summary: string, load: Entry["load"], options: Options = {}): Entry {
  return { path, summary, heading: REHEARSAL, usageStatus: 2, isRemembered: false, load, ...options };
}

/** Words that only stand before other words. */
export const GROUPS: Readonly<Record<string, string>> = {
  dns: "What the cluster's DNS answers: lookup, records, timeline, serve",
  rollout: "Manage the rollout of a StatefulSet, DaemonSet or Deployment",
  set: "Set parts of objects: image, env, resources, selector, serviceaccount",
  sim: "The simulated world around the controllers: clock, nodes, faults",
};

/** All commands, in the order of the help. One line a command; its code is loaded when it runs. */
export const COMMANDS: readonly Entry[] = [
  changes("apply", "Make objects as manifests say", async () => (await import("./commands/apply.ts")).apply),
  changes(
    "apply view-last-applied",
    "Show what was applied last",
    async () => (await import("./commands/apply-view-last-applied.ts")).applyViewLastApplied,
  ),
  changes(
    "apply set-last-applied",
    "Write what was applied last",
    async () => (await import("./commands/apply-set-last-applied.ts")).applySetLastApplied,
  ),
  changes("create", "Create objects from manifests", async () => (await import("./commands/create.ts")).create),
  changes("replace", "Replace objects by manifests", async () => (await import("./commands/replace.ts")).replace),
  changes("delete", "Delete objects", async () => (await import("./commands/delete.ts")).deleteCommand),
  changes("scale", "Set the number of replicas", async () => (await import("./commands/scale.ts")).scale),
  changes(
    "rollout status",
    "Watch a rollout to its end",
    async () => (await import("./commands/rollout-status.ts")).rolloutStatus,
  ),
  changes(
    "rollout history",
    "List the revisions",
    async () => (await import("./commands/rollout-history.ts")).rolloutHistory,
  ),
  changes(
    "rollout undo",
    "Go back to an earlier revision",
    async () => (await import("./commands/rollout-undo.ts")).rolloutUndo,
  ),
  changes(
    "rollout restart",
    "Replace all pods",
    async () => (await import("./commands/rollout-restart.ts")).rolloutRestart,
  ),
  changes(
    "rollout pause",
    "Pause a Deployment's rollout",
    async () => (await import("./commands/rollout-pause.ts")).rolloutPause,
  ),
  changes(
    "rollout resume",
    "Resume a Deployment's rollout",
    async () => (await import("./commands/rollout-pause.ts")).rolloutResume,
  ),
  changes("set image", "Set images of containers", async () => (await import("./commands/set.ts")).setImage),
  changes("set env", "Set environment variables", async () => (await import("./commands/set.ts")).setEnv),
  changes("set resources", "Set requests and limits", async () => (await import("./commands/set.ts")).setResources),
  changes("set selector", "Set a Service's selector", async () => (await import("./commands/set.ts")).setSelector),
  changes(
    "set serviceaccount",
    "Set the service account",
    async () => (await import("./commands/set.ts")).setServiceAccount,
  ),
  changes("patch", "Change fields of an object", async () => (await import("./commands/patch.ts")).patch),
  changes("edit", "Change objects in an editor", async () => (await import("./commands/edit.ts")).edit),
  changes("label", "Set and remove labels", async () => (await import("./commands/label.ts")).label),
  changes("annotate", "Set and remove annotations", async () => (await import("./commands/label.ts")).annotate),
  changes("exec", "Run a small command inside a pod", async () => (await import("./commands/exec.ts")).exec),
  changes("cordon", "Mark a node unschedulable", async () => (await import("./commands/cordon.ts")).cordon),
  changes("uncordon", "Mark a node schedulable", async () => (await import("./commands/cordon.ts")).uncordon),
  changes("drain", "Evict all pods of a node", async () => (await import("./commands/drain.ts")).drain),

  asks("get", "List objects", async () => (await import("./commands/get.ts")).get),
  asks(
    "describe",
    "Show objects in full, with their events",
    async () => (await import("./commands/describe.ts")).describe,
  ),
  asks("diff", "Show what apply would change", async () => (await import("./commands/diff.ts")).diff, {
    usageStatus: 2,
  }),
  asks("events", "List events", async () => (await import("./commands/events.ts")).events),
  asks("wait", "Wait for a condition", async () => (await import("./commands/wait.ts")).wait),
  asks("explain", "Explain the fields of a kind", async () => (await import("./commands/explain.ts")).explain),
  asks("api-resources", "List the kinds", async () => (await import("./commands/api-resources.ts")).apiResources),
  asks("api-versions", "List the API versions", async () => (await import("./commands/api-versions.ts")).apiVersions),
  asks("version", "Print the version", async () => (await import("./commands/version.ts")).version),
  asks(
    "completion",
    "Print the completion script of a shell",
    async () => (await import("./commands/completion.ts")).completion,
  ),

  rehearses("lint", "Find what is wrong in manifests", async () => (await import("./commands/lint.ts")).lint),
  rehearses(
    "plan",
    "Tell what a change would do, on a copy",
    async () => (await import("./commands/plan.ts")).planApply,
  ),
  rehearses("plan apply", "What apply would do", async () => (await import("./commands/plan.ts")).planApply),
  rehearses("plan scale", "What scale would do", async () => (await import("./commands/plan.ts")).planScale),
  rehearses("plan delete", "What delete would do", async () => (await import("./commands/plan.ts")).planDelete),
  rehearses(
    "plan rollout",
    "What rollout undo, restart, pause or resume would do",
    async () => (await import("./commands/plan.ts")).planRollout,
  ),
  rehearses(
    "plan set",
    "What set image, env, resources, … would do",
    async () => (await import("./commands/plan.ts")).planSet,
  ),
  rehearses("plan patch", "What patch would do", async () => (await import("./commands/plan.ts")).planPatch),
  rehearses("plan replace", "What replace would do", async () => (await import("./commands/plan.ts")).planReplace),
  rehearses("plan create", "What create would do", async () => (await import("./commands/plan.ts")).planCreate),
  rehearses("plan label", "What label would do", async () => (await import("./commands/plan.ts")).planLabel),
  rehearses("plan annotate", "What annotate would do", async () => (await import("./commands/plan.ts")).planAnnotate),
  rehearses("plan cordon", "What cordon would do", async () => (await import("./commands/plan.ts")).planCordon),
  rehearses("plan uncordon", "What uncordon would do", async () => (await import("./commands/plan.ts")).planUncordon),
  rehearses("plan drain", "What drain would do", async () => (await import("./commands/plan.ts")).planDrain),
  rehearses(
    "dns lookup",
    "Answer a name as the cluster's DNS would, and say why where it does not",
    async () => (await import("./commands/dns-lookup.ts")).dnsLookup,
  ),
  rehearses(
    "dns records",
    "List all records of the cluster's DNS, with the reason for each",
    async () => (await import("./commands/dns-records.ts")).dnsRecords,
  ),
  rehearses(
    "dns timeline",
    "Show when a name answered what",
    async () => (await import("./commands/dns-timeline.ts")).dnsTimeline,
  ),
  rehearses(
    "dns serve",
    "Answer real clients as the cluster's DNS would",
    async () => (await import("./commands/dns-serve.ts")).dnsServe,
  ),
  rehearses("timeline", "Show what happened, in order", async () => (await import("./commands/timeline.ts")).timeline),
  rehearses(
    "import",
    "Take objects as they are in a real cluster",
    async () => (await import("./commands/import.ts")).importCommand,
    { isRemembered: true },
  ),
  rehearses(
    "export",
    "Write all objects as import takes them",
    async () => (await import("./commands/export.ts")).exportCommand,
  ),
  rehearses(
    "sim status",
    "Clock, nodes, faults, and what is waiting",
    async () => (await import("./commands/sim-status.ts")).simStatus,
  ),
  rehearses("sim fail", "Put a fault in force", async () => (await import("./commands/sim-fail.ts")).simFail, {
    isRemembered: true,
  }),
  rehearses("sim recover", "End faults", async () => (await import("./commands/sim-recover.ts")).simRecover, {
    isRemembered: true,
  }),
  rehearses("sim advance", "Move the clock", async () => (await import("./commands/sim-advance.ts")).simAdvance, {
    isRemembered: true,
  }),
  rehearses(
    "sim run",
    "Let the controllers run until nothing more happens",
    async () => (await import("./commands/sim-run.ts")).simRun,
    { isRemembered: true },
  ),
  rehearses("sim set", "Change the simulated world", async () => (await import("./commands/sim-set.ts")).simSet, {
    isRemembered: true,
  }),
  rehearses(
    "sim reset",
    "Start anew with an empty cluster",
    async () => (await import("./commands/sim-reset.ts")).simReset,
    { isRemembered: true },
  ),
];

/** Answers the shells' completion scripts; not for people, so no help lists it. */
export const COMPLETE = "__complete";
