import type { ObjectKey } from "../api/object.ts";
import type { Failure, Outcome, Request } from "../cluster/client/request.ts";
import type { Happening } from "../cluster/happening.ts";
import type { Snapshot } from "../cluster/snapshot.ts";
import type { Fault, Settings, World } from "../cluster/world.ts";
import type { Until } from "../sim/work.ts";
import { deserted } from "./verdicts/deserted.ts";
import { idleFaultNotes } from "./idle-faults.ts";
import { inChorus } from "./chorus/chorus.ts";
import { claimLedger } from "./claims.ts";
import type { ObjectChange, Plan, PodStep, Refusal } from "./model.ts";
import { boundVolumeNotes } from "./objects/bound-volumes.ts";
import { configNotes } from "./objects/config-readers.ts";
import { lackNotes } from "./objects/needed-objects.ts";
import { leftBehind } from "./objects/left-behind.ts";
import { nameChanges } from "./names.ts";
import type { PodName } from "./pod-data/fates.ts";
import { podDataOf } from "./pod-data/pod-data.ts";
import { objectChanges } from "./objects/object-changes.ts";
import { orphanNotes } from "./objects/orphans.ts";
import { refusalsOf, unreadRefusals } from "./objects/refusals.ts";
import { listening, type RefusedWrite } from "./objects/refused-writes.ts";
import { portNames } from "./port-names.ts";
import { Rehearsal, type Course } from "./rehearsal.ts";
import { retentionNotes } from "./objects/retention.ts";
import { servingOf } from "./serving.ts";
import { podSteps } from "./steps.ts";
import type { InSlices } from "./slices.ts";
import { summaryOf } from "./summary.ts";
import type { Setting } from "./verdicts/serving.ts";
import { podDataNotes } from "./verdicts/pod-data-loss.ts";
import { diagnoses, notesOf, verdictsOf, type VerdictFacts } from "./verdicts/verdicts.ts";
import { withWaysRound } from "./way-round/way-round.ts";
import { whatIfNeverReady } from "./what-if/never-ready.ts";
import { rolloutsIn } from "./what-if/rollout.ts";
import { keyText, Workloads, type Ends } from "./workloads.ts";

export interface PlanOptions {
  /** Where the snapshot comes from, in words. */
  readonly from: string;
  /** In place of what the cluster's settings say. */
  readonly settings?: Partial<Settings>;
  /** Faults to plan under, besides those in force. */
  readonly faults?: readonly Fault[];
  readonly until?: Until | "no-run";
  /** What of the input could not be read. */
  readonly unread?: readonly Failure[];
  /** What manifests said before: of those that say it no longer it is told that they stay. */
  readonly former?: readonly ObjectKey[];
}

const VERBS: Readonly<Partial<Record<Request["verb"], string>>> = {
  "rollout-undo": "rollout undo",
  "rollout-restart": "rollout restart",
  "rollout-pause": "rollout pause",
  "rollout-resume": "rollout resume",
  "set-image": "set image",
  "set-env": "set env",
  "set-resources": "set resources",
  "set-selector": "set selector",
  "set-serviceaccount": "set serviceaccount",
};

const WORKLOADS: ReadonlySet<string> = new Set(["StatefulSet", "Deployment", "DaemonSet"]);

/** The workloads that the request is about, whose pods take steps, or that lose a pod to nobody or another owner. */
function touchedBy(
  objects: readonly ObjectChange[],
  steps: readonly PodStep[],
  happenings: readonly Happening[],
  workloads: Workloads,
): readonly ObjectKey[] {
  const named = objects.map(({ key }) => key);
  const released = happenings.filter(({ kind, effect }) => kind === "pod" && effect === "own");
  const pods = [...named.filter(({ kind }) => kind === "Pod"), ...released];
  const keys = [
    ...named,
    ...steps.flatMap(({ workload }) => workload ?? []),
    ...pods.flatMap((pod) => workloads.formerOf(pod) ?? []),
  ];
  return [...new Map(keys.filter(({ kind }) => WORKLOADS.has(kind)).map((key) => [keyText(key), key])).values()];
}

/** The pods that steps are about, and those that are changed in their place. */
function changedPods(objects: readonly ObjectChange[], steps: readonly PodStep[]): readonly PodName[] {
  const patched = objects.filter(({ action, key }) => action === "update" && key.kind === "Pod");
  return [...steps.map(({ namespace, pod }) => ({ namespace, name: pod })), ...patched.map(({ key }) => key)];
}

/** Lets the controllers run after a request: those of a few sets for all that are alike, where that is the same. */
function* playedOut(
  rehearsal: Rehearsal,
  { snapshot, requested, options }: { snapshot: Snapshot; requested: Snapshot; options: PlanOptions },
): InSlices<Course> {
  const { settings, faults = [], until = { kind: "settled" } } = options;
  const isUsual = settings === undefined && faults.length === 0 && until !== "no-run" && until.kind === "settled";
  if (isUsual && rehearsal.happenings.length === 0) {
    const course = yield* inChorus(snapshot, requested, rehearsal.cluster.view());
    if (course !== undefined) return course;
  }
  yield* rehearsal.run();
  return rehearsal.course();
}

interface Asked {
  readonly snapshot: Snapshot;
  readonly request: Request;
  readonly options: PlanOptions;
}

/** What was refused, and how to reach it all the same. */
function* refusalsIn(
  asked: Asked,
  { failures }: Outcome,
  refused: readonly RefusedWrite[],
): InSlices<readonly Refusal[]> {
  const found = yield* withWaysRound(refusalsOf(failures, refused), { ...asked, refused });
  return [...unreadRefusals(asked.options.unread ?? []), ...found];
}

interface Rehearsed {
  readonly setting: Setting;
  readonly course: Course;
  readonly world: World;
  readonly workloads: Workloads;
  readonly facts: Pick<VerdictFacts, "outcome" | "claims" | "podData" | "serving">;
}

/** What is wrong with what would happen, and what else its reader may want to know. */
function judged(
  { setting, course, world, workloads, facts }: Rehearsed,
  { faults = [], former = [] }: PlanOptions,
): Pick<Plan, "verdicts" | "notes"> {
  const { request, objects, steps, ends } = setting;
  const { happenings, view } = course;
  const hasDeletions = steps.some(({ action }) => action === "delete");
  const touched = touchedBy(objects, steps, happenings, workloads);
  const found = diagnoses({ ...course, world }, touched, hasDeletions);
  return {
    verdicts: verdictsOf({ ...facts, diagnoses: found, setting, deserted: deserted(ends) }),
    notes: [
      ...notesOf(found),
      ...orphanNotes(objects, ends),
      ...retentionNotes(objects, ends),
      ...podDataNotes(facts.podData, ends),
      ...boundVolumeNotes(objects, ends),
      ...configNotes(objects, ends, workloads),
      ...lackNotes(objects, ends),
      ...leftBehind(former, request, view),
      ...idleFaultNotes(faults, world, ends),
    ],
  };
}

function baseOf({ revision, clock, counters: { resourceVersion } }: Snapshot, from: string): Plan["base"] {
  return { from, revision, clock, resourceVersion };
}

function assumptionsOf({ settings, faults }: World): Plan["assumptions"] {
  const { startAfterMs, stopAfterMs, pullTimeMs } = settings;
  return { startAfterMs, stopAfterMs, pullTimeMs, faults };
}

/**
 * Rehearses a request on a copy of a cluster and tells what would happen. The snapshot stays as it is; carrying the
 * request out on it leads to the same timeline.
 */
export function* plan(snapshot: Snapshot, request: Request, options: PlanOptions): InSlices<Plan> {
  const rehearsal = new Rehearsal(snapshot, options);
  const { cluster, simulation } = rehearsal;
  const before = rehearsal.remember();
  const start = cluster.now;
  const refused: RefusedWrite[] = [];
  const outcome = yield* rehearsal.perform(request, listening(cluster, refused));
  const objects = objectChanges(request, outcome, before, cluster.view());
  const requested = simulation.snapshot();
  const course = yield* playedOut(rehearsal, { snapshot, requested, options });
  const { happenings, view, now, settled } = course;
  const ends: Ends = { before, after: view };
  const workloads = new Workloads(ends);
  const steps = podSteps({ ...course, start, request, outcome }, ends, workloads);
  const played = { happenings, steps, start, end: now, ends, workloads };
  const serving = servingOf(played);
  const claims = claimLedger(played);
  const podData = podDataOf(changedPods(objects, steps), ends);
  const names = [...portNames(ends), ...nameChanges(happenings, start, ends)];
  const setting = { request, ends, objects, steps };
  const { world } = cluster;
  const judgement = judged(
    { setting, course, world, workloads, facts: { outcome, claims, podData, serving } },
    options,
  );
  const refusals = yield* refusalsIn({ snapshot, request, options }, outcome, refused);
  return {
    base: baseOf(snapshot, options.from),
    verb: VERBS[request.verb] ?? request.verb,
    assumptions: assumptionsOf(world),
    objects,
    refusals,
    steps,
    serving,
    claims,
    podData,
    names,
    whatIf: yield* whatIfNeverReady(requested, rolloutsIn(steps, ends), steps),
    ...judgement,
    warnings: outcome.warnings,
    timeline: happenings,
    settled,
    elapsedMs: now - start,
    summary: summaryOf({ objects, refusals, steps, claims, names }),
  };
}
