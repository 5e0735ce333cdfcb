import type { StatefulSet } from "../../../src/api/kinds/statefulset/types.ts";
import type { KubeObject } from "../../../src/api/object.ts";
import { readState, writeState } from "../../../src/backend/state-format.ts";
import { sameJson } from "../../../src/base/json.ts";
import type { Snapshot } from "../../../src/cluster/snapshot.ts";
import { plan } from "../../../src/plan/plan.ts";
import { atOnce } from "../../plan/at-once.ts";
import { counts, identities, isUndisturbed, progress as setProgress, versions } from "../invariants.ts";
import type { Rigour } from "../check.ts";
import { checkMishaps, type End } from "../check-mishaps.ts";
import { awake, demand, firstDifference, text } from "../guarantee.ts";
import { type Mishap, Stopped } from "../mishap.ts";
import { essence } from "./essence.ts";
import { neighbourFlaws } from "./neighbours.ts";
import { MixedPlayer } from "./player.ts";
import { always, atRest, progress } from "./promises.ts";
import type { MixedWorld, Shape, Step } from "./world.ts";

/** The snapshot as a state file gives it back. */
function reopened(snapshot: Snapshot, where: string): Snapshot {
  const back = readState("state.json", writeState(snapshot));
  demand(where, firstDifference("the state file", back.objects.map(text), snapshot.objects.map(text)));
  const isWhole = sameJson(back, snapshot);
  demand(where, isWhole ? [] : ["the state file loses something"]);
  return back;
}

interface Fork {
  readonly world: MixedWorld;
  readonly snapshot: Snapshot;
  readonly shapes: readonly Shape[];
  readonly step: Step;
  /** The steps before. */
  readonly past: readonly Step[];
}

/** What a plan tells is what then happens. */
function checkPlan({ world, snapshot, step }: Fork, played: MixedPlayer, where: string): void {
  const request = new MixedPlayer(world, { snapshot, shapes: played.shapes }).request(step);
  if (request === undefined) return;
  const until =
    step.until === "settled" ? ({ kind: "settled" } as const) : ({ kind: "for", ms: step.until * 1000 } as const);
  const { timeline } = atOnce(plan(snapshot, request, { from: "the state", until }));
  demand(where, firstDifference("the plan", timeline.map(text), played.happenings.map(text)));
}

/** A cluster that is at rest goes the same way whether it is opened anew or goes on. */
function checkGoingOn(fork: Fork, going: MixedPlayer, reopened: MixedPlayer, where: string): void {
  if (!fork.snapshot.isAtRest) return;
  going.play(fork.step);
  const [got, want] = [reopened.sim.snapshot(), going.sim.snapshot()];
  demand(where, firstDifference("a copy", got.objects.map(text), want.objects.map(text)));
}

const UNWATCHED: ReadonlySet<string> = new Set(["delete", "delete one", "delete claim", "hold"]);

/** Whether nobody watches something that has changed, so that a set may wait in silence (PVC-12, SYNC-1). */
function maySleep(snapshot: Snapshot, soFar: readonly Step[]): boolean {
  const scales = (object: KubeObject): boolean =>
    object.kind === "StatefulSet" &&
    (object as StatefulSet).spec.persistentVolumeClaimRetentionPolicy?.whenScaled === "Delete";
  return snapshot.objects.some(scales) || soFar.some(({ operation }) => UNWATCHED.has(operation.do));
}

/** Until nothing fails that could be tried again; where a set may wait in silence, until everybody has looked once more. */
function cameToEnd({ world, past, step }: Fork, player: MixedPlayer): Snapshot {
  player.run("settled");
  player.nudge();
  const rested = player.sim.snapshot();
  const snapshot = maySleep(rested, [...past, step]) ? awake(rested) : rested;
  const passed = new MixedPlayer(world, { snapshot, shapes: player.shapes });
  passed.run("settled");
  passed.nudge();
  passed.run(900);
  return passed.sim.snapshot();
}

function end(fork: Fork, mishap?: Mishap): End {
  const { world, snapshot, shapes, step } = fork;
  let player = new MixedPlayer(world, { snapshot, shapes, mishap });
  try {
    player.operate(step);
    player.run("settled");
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    player = new MixedPlayer(world, { snapshot: player.sim.snapshot(), shapes: player.shapes });
  }
  const writes = [...player.writes];
  return { essence: essence(cameToEnd(fork, player)), writes };
}

function checkAtRest(world: MixedWorld, player: MixedPlayer, soFar: readonly Step[], where: string): void {
  const snapshot = player.sim.snapshot();
  const isFailing = player.report?.failing.length !== 0;
  if (!isFailing) demand(where, atRest(snapshot, player.sim));
  const objects = (one: Snapshot): readonly string[] => one.objects.filter(({ kind }) => kind !== "Event").map(text);
  const woken = new MixedPlayer(world, { snapshot: awake(snapshot), shapes: player.shapes });
  woken.run("settled");
  if (!isFailing && !maySleep(snapshot, soFar)) {
    demand(`${where}, woken`, firstDifference("it", objects(woken.sim.snapshot()), objects(snapshot)));
  }
  woken.nudge();
  const last = woken.sim.snapshot();
  const again = new MixedPlayer(world, { snapshot: awake(last), shapes: player.shapes });
  again.run("settled");
  demand(`${where}, woken again`, firstDifference("it", objects(again.sim.snapshot()), objects(last)));
  demand(where, woken.broken);
  if (woken.report?.failing.length === 0) demand(`${where}, woken`, [...setProgress(last), ...progress(last)]);
}

/** Operations that take no pods away themselves. */
const ROLLOUTS: ReadonlySet<string> = new Set(["apply", "scale", "restart", "undo", "pause", "resume"]);

function playWorld(world: MixedWorld, rigour?: Rigour): string {
  const first = new MixedPlayer(world);
  first.run("settled");
  demand("the beginning", first.broken);
  let going = first;
  world.steps.forEach((step, index) => {
    const where = `step ${index + 1} (${text(step)})`;
    const snapshot = reopened(going.sim.snapshot(), where);
    const { shapes } = going;
    const past = world.steps.slice(0, index);
    const fork: Fork = { world, snapshot, shapes, step, past };
    const player = new MixedPlayer(world, { snapshot, shapes });
    player.play(step);
    const after = player.sim.snapshot();
    demand(where, player.broken);
    if (snapshot.isAtRest && isUndisturbed(snapshot) && ROLLOUTS.has(step.operation.do))
      demand(where, player.shortfalls);
    demand(where, [...identities(after), ...versions(snapshot, after), ...counts(after), ...always(after, player.sim)]);
    if (rigour !== undefined) {
      if (index % 3 === world.seed % 3) checkPlan(fork, player, where);
      if (step.until === "settled") checkAtRest(world, player, [...past, step], where);
      const isCalm = snapshot.isAtRest || snapshot.world.faults.length === 0;
      // Not where a fault is at work meanwhile: which pods it leaves depends on who was faster.
      if (index % 2 === world.seed % 2 && isCalm) {
        checkMishaps((mishap) => end(fork, mishap), { rounds: rigour.mishaps, seed: world.seed, where });
      }
      checkGoingOn(fork, going, player, where);
    }
    going = player;
  });
  return text(going.sim.snapshot());
}

/** A world keeps every promise, beside others too, and comes out the same when it is played again. */
export function checkMixedWorld(world: MixedWorld, rigour: Rigour): void {
  const once = playWorld(world, rigour);
  demand("the whole", playWorld(world) === once ? [] : ["played again it ends in other bytes"]);
  demand("the namespaces", neighbourFlaws(world));
}
