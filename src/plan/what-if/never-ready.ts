import type { Snapshot } from "../../cluster/snapshot.ts";
import type { Fault } from "../../cluster/world.ts";
import { diagnose } from "../../rollout/diagnose.ts";
import { actOf } from "../command-line.ts";
import type { PodStep, WhatIf } from "../model.ts";
import { Rehearsal } from "../rehearsal.ts";
import type { InSlices } from "../slices.ts";
import type { Rollout } from "./rollout.ts";
import { groupsOf } from "./alike.ts";
import { saidOf, withoutSets } from "./stand-in.ts";
import { standingOf } from "./standing.ts";
import { wayBack } from "./way-back.ts";

/** A rollout that stopped, and the way back that is being tried. */
interface Stopped {
  readonly rollout: Rollout;
  readonly stopsAt: string | undefined;
  readonly serving: WhatIf["serving"];
  readonly commands: string[];
}

/** Pods that the rollouts make do not become ready; those that there are stay as they are. */
function faultsOn(rollouts: readonly Rollout[], since: number): readonly Fault[] {
  return rollouts.map(({ workload: { namespace }, revision }) => {
    return { target: `revision/${revision}`, namespace, as: "not-ready", since };
  });
}

function stopped(rehearsal: Rehearsal, rollout: Rollout): Stopped {
  const { workload, revision } = rollout;
  const view = rehearsal.cluster.view();
  const { wanted, members } = standingOf(view, workload);
  const waiting = members.filter((member) => member.revision === revision && !member.isServing);
  const serving = members.filter((member) => member.isServing);
  const fresh = serving.filter((member) => member.revision === revision).length;
  const back = wayBack(view, rollout);
  return {
    rollout,
    stopsAt: (workload.kind === "StatefulSet" ? waiting.at(-1) : waiting[0])?.name,
    serving: { old: serving.length - fresh, new: fresh, wanted },
    commands: back === undefined ? [] : [back],
  };
}

function isBack(rehearsal: Rehearsal, { workload, revision }: Rollout): boolean {
  const { wanted, members } = standingOf(rehearsal.cluster.view(), workload);
  const serving = members.filter((member) => member.isServing).length;
  return serving >= wanted && members.every((member) => member.revision !== revision);
}

function* send(rehearsal: Rehearsal, lines: readonly string[]): InSlices<void> {
  for (const line of lines) {
    const act = actOf(line);
    if (act !== undefined && "request" in act) yield* rehearsal.perform(act.request);
  }
  yield* rehearsal.run();
}

/** The pods that the controller does not replace by itself, to be deleted. */
function inTheWay({ cluster, settled }: Rehearsal, { workload }: Rollout): readonly string[] {
  const context = { view: cluster.view(), now: cluster.now, world: cluster.world, settled };
  const frees = diagnose(context, workload).flatMap((diagnosis) => diagnosis.frees);
  return frees.filter((line) => line.startsWith("stsctl delete pod "));
}

/** Deletes what the controller does not replace by itself, until every pod is back or nothing more helps. */
function* deleteWhatHolds(rehearsal: Rehearsal, open: readonly Stopped[]): InSlices<void> {
  const MOST_ROUNDS = 20;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const lines = open.flatMap(({ rollout, commands }) => {
      if (isBack(rehearsal, rollout)) return [];
      const fresh = inTheWay(rehearsal, rollout).filter((line) => !commands.includes(line));
      commands.push(...fresh);
      return fresh;
    });
    if (lines.length === 0) return;
    yield* send(rehearsal, lines);
  }
}

interface Outcome extends Stopped, Pick<WhatIf, "goingBackFrees" | "isVerified"> {}

/** What was found of a rollout, or of one like it. `numbers`: of the plan's steps, by `namespace/pod`. */
function whatIfOf({ workload, image }: Rollout, outcome: Outcome, numbers: ReadonlyMap<string, number>): WhatIf {
  const { serving, goingBackFrees, isVerified } = outcome;
  const { stopsAt, commands } = saidOf(outcome, outcome.rollout.workload.name, workload.name);
  const step = numbers.get(`${workload.namespace}/${stopsAt ?? ""}`);
  return {
    workload,
    subject: image ?? "the new revision",
    ...(stopsAt === undefined ? {} : { stopsAt }),
    ...(step === undefined ? {} : { step }),
    serving,
    goingBackFrees,
    commands,
    isVerified,
  };
}

/**
 * What if the new revision of each rollout never becomes ready, be it for its image, a crash or a probe: another copy of
 * the cluster right after the request, under a fault on the pods of the new revision, then the way back, tried until it
 * works.
 */
export function* whatIfNeverReady(
  snapshot: Snapshot,
  rollouts: readonly Rollout[],
  steps: readonly PodStep[],
): InSlices<readonly WhatIf[]> {
  if (rollouts.length === 0) return [];
  const { world } = snapshot;
  const groups = groupsOf(snapshot, rollouts, steps);
  const played = groups.map(([first]) => first);
  const faults = [...world.faults, ...faultsOn(played, snapshot.clock)];
  const others = groups.flatMap(([, ...rest]) => rest.map(({ workload }) => workload));
  const rehearsal = new Rehearsal({ ...withoutSets(snapshot, others), world: { ...world, faults } });
  yield* rehearsal.run();
  const all = played.map((rollout) => stopped(rehearsal, rollout));
  yield* send(
    rehearsal,
    all.flatMap(({ commands }) => commands),
  );
  const backAlone = new Set(all.filter(({ rollout }) => isBack(rehearsal, rollout)));
  yield* deleteWhatHolds(
    rehearsal,
    all.filter((one) => !backAlone.has(one)),
  );
  const numbers = new Map(steps.toReversed().map(({ pod, namespace, number }) => [`${namespace}/${pod}`, number]));
  const found = new Map<Rollout, WhatIf>();
  for (const [index, one] of all.entries()) {
    const outcome = { ...one, goingBackFrees: backAlone.has(one), isVerified: isBack(rehearsal, one.rollout) };
    for (const rollout of groups[index] ?? []) found.set(rollout, whatIfOf(rollout, outcome, numbers));
  }
  return rollouts.flatMap((rollout) => found.get(rollout) ?? []);
}
