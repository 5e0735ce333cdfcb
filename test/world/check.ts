import type { Snapshot } from "../../src/cluster/snapshot.ts";
import { checkMishaps, type End } from "./check-mishaps.ts";
import { awake, demand, firstDifference, text } from "./guarantee.ts";
import { counts, endpoints, essence, identities, names, progress, setIn, versions } from "./invariants.ts";
import { type Mishap, Stopped } from "./mishap.ts";
import { Player } from "./player.ts";
import type { Shape, Step, World } from "./world.ts";

const withoutEvents = (snapshot: Snapshot): string =>
  JSON.stringify(snapshot.objects.filter((object) => object.kind !== "Event"));

/**
 * Until nothing fails that could be tried again; where a set may wait in silence, which one more pass ends, until
 * everybody has looked at everything once.
 */
function cameToEnd({ world, past, step }: Fork, player: Player): Snapshot {
  player.run("settled");
  player.nudge();
  if (!maySleep(player.sim.snapshot(), [...past, step])) return player.sim.snapshot();
  const woken = new Player(world, { snapshot: awake(player.sim.snapshot()), shape: player.shape });
  woken.run("settled");
  woken.nudge();
  return woken.sim.snapshot();
}

/** Where a state and a step lead, with something that befalls the controllers on the way. */
interface Fork {
  readonly world: World;
  readonly snapshot: Snapshot;
  readonly shape: Shape;
  readonly step: Step;
  /** The steps before. */
  readonly past: readonly Step[];
}

function end(fork: Fork, mishap?: Mishap): End {
  const { world, snapshot, shape, step } = fork;
  let player = new Player(world, { snapshot, shape, mishap });
  try {
    player.operate(step.operation);
    player.run("settled");
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    player = new Player(world, { snapshot: player.sim.snapshot(), shape: player.shape });
  }
  const writes = [...player.writes];
  return { essence: essence(cameToEnd(fork, player)), writes };
}

/** A copy opened from the saved state goes the way of the one that ran on. */
function checkFork({ world, snapshot, shape, step }: Fork, player: Player, where: string): void {
  const copy = new Player(world, { snapshot, shape });
  copy.play(step);
  const [got, want] = [copy.sim.snapshot(), player.sim.snapshot()];
  const seq = snapshot.history.happenings.at(-1)?.seq ?? 0;
  const timeline = (one: Snapshot): readonly string[] =>
    one.history.happenings.flatMap((happening) => (happening.seq > seq ? JSON.stringify(happening) : []));
  demand(where, firstDifference("a copy's timeline", timeline(got), timeline(want)));
  demand(where, firstDifference("a copy", got.objects.map(text), want.objects.map(text)));
  const parts = (one: Snapshot): readonly string[] => Object.values({ ...one, objects: undefined }).map(text);
  demand(where, firstDifference("a copy", parts(got), parts(want)));
}

/** Whether nobody watches something that has changed, so that a set may wait in silence (PVC-12, SYNC-1). */
function maySleep(snapshot: Snapshot, soFar: readonly Step[]): boolean {
  const policy = setIn(snapshot)?.spec.persistentVolumeClaimRetentionPolicy;
  return (
    policy?.whenScaled === "Delete" ||
    soFar.some(({ operation }) => ["delete claim", "delete revision", "delete set"].includes(operation.do))
  );
}

function checkAtRest(world: World, player: Player, soFar: readonly Step[], where: string): void {
  const snapshot = player.sim.snapshot();
  const isFailing = player.report?.failing.length !== 0;
  player.run("settled");
  demand(where, text(player.sim.snapshot()) === text(snapshot) ? [] : ["a second run changes something"]);
  const woken = new Player(world, { snapshot: awake(snapshot), shape: player.shape });
  woken.run("settled");
  const after = woken.sim.snapshot();
  if (!isFailing && !maySleep(snapshot, soFar)) {
    demand(where, withoutEvents(after) === withoutEvents(snapshot) ? [] : ["something could proceed and did not"]);
  }
  woken.nudge();
  const last = woken.sim.snapshot();
  demand(where, progress(last));
  const again = new Player(world, { snapshot: awake(last), shape: player.shape });
  again.run("settled");
  demand(where, withoutEvents(again.sim.snapshot()) === withoutEvents(last) ? [] : ["waking everybody never ends"]);
}

/** How hard a world is tried. */
export interface Rigour {
  /** How many writes of a step are refused or the last, besides; of every fourth step. */
  readonly mishaps: number;
}

/** Plays a world, throws what it breaks if it is tried at all, and returns its bytes. */
function playWorld(world: World, rigour?: Rigour): string {
  const player = new Player(world);
  player.run("settled");
  let before: Snapshot | undefined;
  world.steps.forEach((step, index) => {
    const where = `step ${index + 1} (${JSON.stringify(step)})`;
    const snapshot = player.sim.snapshot();
    const past = world.steps.slice(0, index);
    const fork: Fork = { world, snapshot, shape: player.shape, step, past };
    player.play(step);
    const after = player.sim.snapshot();
    demand(where, player.watch.broken);
    demand(where, [...identities(after), ...versions(before, after), ...counts(after), ...endpoints(after)]);
    demand(where, names(after, player.happenings));
    before = after;
    if (rigour === undefined) return;
    if (snapshot.isAtRest) checkFork(fork, player, where);
    if (step.until === "settled") checkAtRest(world, player, [...past, step], where);
    const wasLost = past.some((one) => one.operation.do === "delete revision");
    if (snapshot.isAtRest && !wasLost && index % 4 === world.seed % 4) {
      checkMishaps((mishap) => end(fork, mishap), { rounds: rigour.mishaps, seed: world.seed, where });
    }
  });
  return text(player.sim.snapshot());
}

/** A world keeps every guarantee, and comes out the same when it is played again. */
export function checkWorld(world: World, rigour: Rigour): void {
  const once = playWorld(world, rigour);
  demand("the whole", playWorld(world) === once ? [] : ["played again it ends in other bytes"]);
}
