import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import type { ObjectKey } from "../../api/object.ts";
import { command, counted, listed } from "../../rollout/commands.ts";
import { diagnose } from "../../rollout/diagnose.ts";
import type { Diagnosis, DiagnosisContext, DiagnosisReason } from "../../rollout/diagnosis.ts";
import { leftovers } from "../../rollout/leftovers.ts";
import type { Outcome } from "../../cluster/client/request.ts";
import type { ClaimEntry, Note, PlanVerdict, Serving, VerdictWord } from "../model.ts";
import { sumOf } from "../quantities.ts";
import { keyText } from "../workloads.ts";

/** Two sides that wait for each other: nothing moves without a hand. */
const DEADLOCKS: ReadonlySet<DiagnosisReason> = new Set([
  "rollout-blocked",
  "two-unhealthy-condemned",
  "stale-claim",
  "max-unavailable",
]);
/** Something that is not the workload's own stands in the way. */
const BLOCKS: ReadonlySet<DiagnosisReason> = new Set([
  "pod-name-taken",
  "create-refused",
  "claim-terminating",
  "stuck-terminating",
  "deleting",
]);

function wordFor(diagnosis: Diagnosis): VerdictWord {
  if (DEADLOCKS.has(diagnosis.reason) && diagnosis.butNot?.startsWith("Going back") !== true) return "DEADLOCK";
  return BLOCKS.has(diagnosis.reason) ? "BLOCKED" : "STUCK";
}

/** How the workloads that the plan touches stand at its end, and pods that nobody owns and that do not go. */
export function diagnoses(
  context: DiagnosisContext,
  touched: readonly ObjectKey[],
  hasDeletions: boolean,
): readonly Diagnosis[] {
  const own = touched.flatMap((key) => diagnose(context, key));
  return hasDeletions ? [...own, ...leftovers(context)] : own;
}

function named({ object, sentence }: Diagnosis): string {
  return sentence.startsWith(object.name) ? sentence : `${object.name}: ${sentence}`;
}

function stuckVerdicts(list: readonly Diagnosis[]): readonly PlanVerdict[] {
  return list
    .filter(({ verdict }) => verdict === "stuck")
    .map((diagnosis) => ({
      word: wordFor(diagnosis),
      object: diagnosis.object,
      sentence: named(diagnosis),
      ...(diagnosis.butNot === undefined ? {} : { butNot: diagnosis.butNot }),
      commands: [...diagnosis.frees, ...(diagnosis.frees.length === 0 ? diagnosis.recovers : [])],
    }));
}

/** Facts about workloads that wait for their user, or go on after the time that was looked at. */
export function notesOf(list: readonly Diagnosis[]): readonly Note[] {
  return list.flatMap((diagnosis): readonly Note[] => {
    const { verdict, frees } = diagnosis;
    if (verdict === "waiting-for-user") return [{ sentence: named(diagnosis), commands: frees }];
    if (verdict !== "progressing") return [];
    return [{ sentence: `${named(diagnosis)}: it goes on after the time that was looked at`, commands: [] }];
  });
}

/** What a budget holds back in the end, after all tries. */
function evictionVerdict({ again, warnings }: Outcome): readonly PlanVerdict[] {
  if (again?.request.verb !== "drain" || again.request.under?.held.length === 0) return [];
  const pods = warnings.flatMap((line) => /when evicting pods\/"([^"]+)"/.exec(line)?.[1] ?? []);
  const budget = warnings.flatMap((line) => /disruption budget (\S+) needs/.exec(line)?.[1] ?? []).at(0);
  const by = budget === undefined ? "a disruption budget" : `the disruption budget ${budget}`;
  const nodes = again.request.targets.words.join(" ");
  return [
    {
      word: "BLOCKED",
      sentence: `${by} keeps ${listed([...new Set(pods)])} on the node, and nothing more happens by itself`,
      butNot: "Trying again does not help as long as no other pod of the budget becomes ready.",
      commands: [`stsctl drain ${nodes} --ignore-daemonsets --disable-eviction`],
    },
  ];
}

/** A sentence is read by people; the ledger has them all. */
const MOST_NAMES = 50;

function dataLoss(
  claims: readonly ClaimEntry[],
  volumes: (name: string) => PersistentVolume | undefined,
): readonly PlanVerdict[] {
  const lost = claims.filter(({ losesData }) => losesData);
  if (lost.length === 0) return [];
  const size = sumOf(lost.map((claim) => claim.size));
  const names = lost.map(({ name, namespace }) => (namespace === "default" ? name : `${namespace}/${name}`));
  const shown =
    names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), `and ${names.length - MOST_NAMES} more`] : names;
  const kept = lost.flatMap(({ volume }) => (volume === undefined || volumes(volume) === undefined ? [] : [volume]));
  const retain = JSON.stringify({ spec: { persistentVolumeReclaimPolicy: "Retain" } });
  return [
    {
      word: "DATA LOSS",
      sentence: `${counted(lost.length, "claim")}${size === undefined ? "" : `, ${size}`}: ${shown.join(", ")}`,
      commands: kept.map((volume) => `stsctl patch pv ${volume} -p '${retain}'`),
    },
  ];
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))}s`;
}

/** What is to be done before, so that some pod serves all the time. */
function serveOn({ workload, before, after, endsWithNone }: Serving): readonly string[] {
  const { kind, namespace, name } = workload;
  const target = `${kind.toLowerCase()}/${name}`;
  if (endsWithNone && after.wanted > 0) return [];
  if (endsWithNone) {
    return [command(after.isGone ? `delete ${target} --cascade=orphan` : `scale ${target} --replicas=1`, namespace)];
  }
  return [command(before.wanted === 1 ? `scale ${target} --replicas=2` : `rollout restart ${target}`, namespace)];
}

/** No pod serves for a while, or in the end, where some did. `frees`: what ends it where it does not end by itself. */
function downtime(serving: Serving, frees: readonly string[]): readonly PlanVerdict[] {
  const { workload, before, after, least, noneForMs, endsWithNone } = serving;
  if (before.ready === 0 || (!endsWithNone && noneForMs === 0)) return [];
  const { name } = workload;
  const from = least.atMs === 0 ? "at once" : `after ${seconds(least.atMs)}`;
  const why = after.wanted === 0 ? "" : `, though ${after.wanted} should`;
  const sentence = endsWithNone
    ? `no pod of ${name} serves any more, ${from}${why}`
    : `no pod of ${name} serves for about ${seconds(noneForMs)}, ${from}`;
  const own = serveOn(serving);
  return [{ word: "DOWNTIME", object: workload, sentence, commands: own.length > 0 ? own : frees }];
}

/** Of n members half or more are away at some moment. Members count as before; one alone has no quorum to lose. */
function quorum({ workload, before, after, least }: Serving): readonly PlanVerdict[] {
  const members = before.wanted;
  const needed = Math.floor(members / 2) + 1;
  if (workload.kind !== "StatefulSet" || members < 2 || after.wanted === 0) return [];
  if (before.ready < needed || least.ready >= needed) return [];
  const { namespace, name } = workload;
  const when = `only ${least.ready} of ${members} members of ${name} ${least.ready === 1 ? "is" : "are"} ready after ${seconds(least.atMs)}`;
  const verdict = { word: "QUORUM", object: workload, sentence: `${when}, a majority needs ${needed}` } as const;
  if (after.wanted < needed) {
    const butNot = "Members that go are to be taken out of the list that the others keep first, one by one.";
    return [{ ...verdict, butNot, commands: [command(`scale sts/${name} --replicas=${members - 1}`, namespace)] }];
  }
  const [first, butNot] = enoughMembers(name, before, after.wanted);
  return [{ ...verdict, butNot, commands: [command(first, namespace)] }];
}

/** What leaves a majority at every moment, and why. */
function enoughMembers(
  name: string,
  { ready, wanted }: Serving["before"],
  after: number,
): readonly [command: string, why: string] {
  if (after < wanted) {
    const why = "Update first and scale down afterwards: fewer members have none to spare.";
    return [`scale sts/${name} --replicas=${wanted}`, why];
  }
  if (wanted === 2) return [`scale sts/${name} --replicas=3`, "Of two members none may be away."];
  if (ready < wanted) return [`rollout status sts/${name}`, "Begin when every member is ready."];
  return [`rollout restart sts/${name}`, "Take one pod away at a time, as a restart does."];
}

export interface VerdictFacts {
  readonly diagnoses: readonly Diagnosis[];
  readonly outcome: Outcome;
  readonly claims: readonly ClaimEntry[];
  readonly serving: readonly Serving[];
  /** What is to be said of Services that lose every pod behind them. */
  readonly deserted: readonly PlanVerdict[];
  /** Volumes as they are before the plan. */
  readonly volume: (name: string) => PersistentVolume | undefined;
}

/** What is wrong with a plan, worst first. */
export function verdictsOf({
  diagnoses: list,
  outcome,
  claims,
  serving,
  volume,
  deserted,
}: VerdictFacts): readonly PlanVerdict[] {
  const frees = new Map(list.map((diagnosis) => [keyText(diagnosis.object), diagnosis.frees]));
  const away = serving.flatMap((one) => downtime(one, frees.get(keyText(one.workload)) ?? []));
  return [
    ...dataLoss(claims, volume),
    ...stuckVerdicts(list),
    ...evictionVerdict(outcome),
    ...(away.length > 0 ? away : deserted),
    ...serving.flatMap(quorum),
  ];
}
