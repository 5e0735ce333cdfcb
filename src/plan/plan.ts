import type { PersistentVolume } from "../api/kinds/persistentvolume/types.ts";
import type { ObjectKey } from "../api/object.ts";
import type { Request } from "../cluster/client/request.ts";
import type { Snapshot } from "../cluster/snapshot.ts";
import type { Fault, Settings } from "../cluster/world.ts";
import type { Until } from "../sim/simulation.ts";
import { deserted } from "./verdicts/deserted.ts";
import { claimLedger } from "./claims.ts";
import type { ObjectChange, Plan, PodStep } from "./model.ts";
import { leftBehind } from "./objects/left-behind.ts";
import { nameChanges } from "./names.ts";
import { objectChanges } from "./objects/object-changes.ts";
import { orphanNotes } from "./objects/orphans.ts";
import { refusalsOf } from "./objects/refusals.ts";
import { listening, type RefusedWrite } from "./objects/refused-writes.ts";
import { Objects, Rehearsal } from "./rehearsal.ts";
import { servingOf } from "./serving.ts";
import { podSteps } from "./steps.ts";
import { summaryOf } from "./summary.ts";
import { diagnoses, notesOf, verdictsOf } from "./verdicts/verdicts.ts";
import { withWaysRound } from "./way-round/way-round.ts";
import { rolloutsIn, whatIfNeverReady } from "./what-if/never-ready.ts";
import { keyText, Workloads, type Ends } from "./workloads.ts";

export interface PlanOptions {
  /** Where the snapshot comes from, in words. */
  readonly from: string;
  /** In place of what the cluster's settings say. */
  readonly settings?: Partial<Settings>;
  /** Faults to plan under, besides those in force. */
  readonly faults?: readonly Fault[];
  readonly until?: Until | "no-run";
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

function touchedBy(objects: readonly ObjectChange[], steps: readonly PodStep[]): readonly ObjectKey[] {
  const keys = [...objects.map(({ key }) => key), ...steps.flatMap(({ workload }) => workload ?? [])];
  return [...new Map(keys.filter(({ kind }) => WORKLOADS.has(kind)).map((key) => [keyText(key), key])).values()];
}

/**
 * Rehearses a request on a copy of a cluster and tells what would happen. The snapshot stays as it is; carrying the
 * request out on it leads to the same timeline.
 */
export function plan(snapshot: Snapshot, request: Request, options: PlanOptions): Plan {
  const rehearsal = new Rehearsal(snapshot, options);
  const { cluster, simulation, happenings } = rehearsal;
  const start = cluster.now;
  const base = simulation.snapshot();
  const before = new Objects(base.objects);
  const refused: RefusedWrite[] = [];
  const outcome = rehearsal.perform(request, listening(cluster, refused));
  const objects = objectChanges(request, outcome, before, cluster.view());
  const requested = simulation.snapshot();
  rehearsal.run();
  const ends: Ends = { before, after: cluster.view() };
  const workloads = new Workloads(ends);
  const steps = podSteps(happenings, start, ends, workloads);
  const serving = servingOf(happenings, steps, { start, end: cluster.now }, ends, workloads);
  const claims = claimLedger(happenings, steps, start, ends, workloads);
  const names = nameChanges(happenings, start, ends);
  const context = { view: cluster.view(), now: cluster.now, world: cluster.world, settled: rehearsal.settled };
  const hasDeletions = steps.some(({ action }) => action === "delete");
  const found = diagnoses(context, touchedBy(objects, steps), hasDeletions);
  const volume = (name: string): PersistentVolume | undefined => before.get("PersistentVolume", "", name);
  const refusals = withWaysRound(refusalsOf(outcome.failures, refused), { snapshot, request, options, refused });
  const { startAfterMs, stopAfterMs, pullTimeMs } = cluster.world.settings;
  return {
    base: {
      from: options.from,
      revision: snapshot.revision,
      clock: snapshot.clock,
      resourceVersion: snapshot.counters.resourceVersion,
    },
    verb: VERBS[request.verb] ?? request.verb,
    assumptions: { startAfterMs, stopAfterMs, pullTimeMs, faults: cluster.world.faults },
    objects,
    refusals,
    steps,
    serving,
    claims,
    names,
    whatIf: whatIfNeverReady(requested, rolloutsIn(steps, ends), steps),
    verdicts: verdictsOf({ diagnoses: found, outcome, claims, serving, volume, deserted: deserted(ends) }),
    notes: [
      ...notesOf(found),
      ...orphanNotes(objects, ends),
      ...leftBehind(options.former ?? [], request, cluster.view()),
    ],
    warnings: outcome.warnings,
    timeline: happenings,
    settled: rehearsal.settled,
    elapsedMs: cluster.now - start,
    summary: summaryOf({ objects, refusals, steps, claims, names }),
  };
}
