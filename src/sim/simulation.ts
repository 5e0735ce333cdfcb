import { CommandError } from "../base/errors.ts";
import type { Instant } from "../base/instant.ts";
import type { Change } from "../cluster/change.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import type { Cluster, Writer } from "../cluster/cluster.ts";
import { faultFor, inForce, ONCE } from "../cluster/faults.ts";
import type { Happening } from "../cluster/happening.ts";
import { openCluster } from "../cluster/open.ts";
import type { Files, Snapshot } from "../cluster/snapshot.ts";
import type { Fault, Settings } from "../cluster/world.ts";
import type { KubeObject } from "../api/object.ts";
import type { Again } from "../controllers/again.ts";
import type { Controller } from "../controllers/controller.ts";
import { adopted } from "./adopted.ts";
import { Agenda, type Item } from "./agenda.ts";
import { createControllers } from "./controllers.ts";
import { Failing } from "./failing.ts";
import { happeningsOf } from "./happenings.ts";
import { Recorder } from "./history.ts";
import { impliedFaults } from "./implied-faults.ts";
import { initialObjects } from "./initial-objects.ts";
import { reconfigure } from "./reconfigure.ts";
import { WrittenFiles } from "./written-files.ts";

/** How long controllers may work. */
export type Until =
  /** Until nothing more happens by itself but that deadlines pass. */
  | { readonly kind: "settled" }
  /** Exactly that much virtual time, settled or not. */
  | { readonly kind: "for"; readonly ms: number };

export interface RunReport {
  /** Nothing more happens by itself. */
  readonly settled: boolean;
  /** It was interrupted by `pauseAfterSteps`; another call goes on where this one stopped. */
  readonly paused?: true;
  /** Steps taken by controllers in this run. */
  readonly steps: number;
  /** Virtual time that passed, in milliseconds. */
  readonly elapsedMs: number;
  /** Keys whose last step failed and that wait for something to change, with the error. */
  readonly failing: readonly { readonly controller: string; readonly key: string; readonly error: string }[];
}

/** What a step decided, for `--verbose`. */
export interface Decision {
  readonly at: Instant;
  readonly controller: string;
  readonly key: string;
  readonly again: Again;
  /** Effective writes of the step. */
  readonly writes: number;
}

export interface SimulationOptions {
  /** Called after every step. */
  readonly onDecision?: (decision: Decision) => void;
  /** Called with every effective write, those that open a new cluster included. */
  readonly onChange?: (change: Change) => void;
  /** Called with every happening as it happens: the history keeps a bounded number of them. */
  readonly onHappening?: (happening: Happening) => void;
  /** Wraps every controller's port: to refuse, count or stop at a write. */
  readonly wrapWriter?: (writer: Writer, controller: string) => Writer;
  /** Steps of one run after which it gives up with NOT_SETTLED. */
  readonly maxSteps?: number;
}

/** A cluster with its controllers, its clock and its history. */
export interface Simulation {
  readonly cluster: Cluster;
  /** From here on the history counts as the last command's. */
  beginCommand(): void;
  /** With `pauseAfterSteps` it takes no more steps than that, so that the caller can look up meanwhile. */
  run(until: Until, pauseAfterSteps?: number): RunReport;
  fail(fault: Fault): void;
  /** Ends the faults of these targets (with their namespace), or all; returns those that ended. */
  recover(targets: readonly { readonly target: string; readonly namespace: string }[] | "all"): readonly Fault[];
  set(change: Partial<Settings>): void;
  /**
   * Takes objects as they are, uids and statuses included. The clock moves on to `at` if it is behind. Gives the faults
   * that they show, which are in force from then on.
   */
  import(objects: readonly KubeObject[], at?: Instant): readonly Fault[];
  /** What happened in the last command, and before. */
  history(): Snapshot["history"];
  files(): { readonly volumes: Snapshot["volumes"]; readonly scratch: Snapshot["scratch"] };
  /** Sets what a volume (by persistent volume name) or a pod (by uid) holds. */
  writeFiles(where: { readonly volume: string } | { readonly pod: string }, files: Files): void;
  snapshot(): Snapshot;
}

const MAX_STEPS = 20_000_000;

/** A key of a controller as an item of work; `index` is the controller's number. */
function itemOf({ isLate }: Controller, index: number, key: string): Item {
  return { controller: index, key, isLate: isLate === true };
}

function isFresh(snapshot: Snapshot): boolean {
  return snapshot.objects.length === 0 && snapshot.counters.resourceVersion === 0;
}

/** Opens a saved cluster, or a new one with its nodes and classes when nothing was ever in it. */
export function openSimulation(snapshot: Snapshot, options: SimulationOptions = {}): Simulation {
  const server = openCluster(snapshot);
  const agenda = new Agenda();
  const failing = new Failing();
  const controllers = createControllers();
  const writers = controllers.map(({ name }) => {
    const writer = server.writer(name);
    return options.wrapWriter?.(writer, name) ?? writer;
  });
  const recorder = new Recorder(snapshot.history);
  const files = new WrittenFiles(snapshot);
  /** Effective writes other than Events: what a failing key waits for. */
  let progress = 0;
  let recording = true;
  let isAtRest = snapshot.isAtRest;

  function wake(keysOf: (controller: Controller) => readonly string[]): void {
    controllers.forEach((controller, index) => {
      for (const key of keysOf(controller)) agenda.enqueue(itemOf(controller, index, key));
    });
  }

  const wakeAll = (): void => wake((controller) => controller.allKeys(server.view()));
  const wakeThoseWhoHeedFaults = (): void =>
    wake((controller) => (controller.heedsFaults === true ? controller.allKeys(server.view()) : []));
  const wakeThoseWithDeadlines = (): void => wake((controller) => controller.deadlineKeys?.(server.view()) ?? []);

  function onChange(change: Change): void {
    if (change.key.kind !== "Event") progress++;
    isAtRest = false;
    options.onChange?.(change);
    const view = server.view();
    let index = 0;
    for (const controller of controllers) {
      for (const key of controller.keysFor(change, view)) agenda.enqueue(itemOf(controller, index, key));
      index++;
    }
    files.forget(change);
    endOf(change);
    if (!recording) return;
    for (const found of happeningsOf(change)) {
      const happening = recorder.add(change.at, found);
      options.onHappening?.(happening);
      if (happening.effect === "failed" || happening.effect === "succeeded") endOnce(change.after as Pod);
    }
  }

  /** Ends faults, and says which they were. */
  function end(ends: (fault: Fault) => boolean): readonly Fault[] {
    const { settings, faults } = server.world;
    const ended = faults.filter(ends);
    if (ended.length > 0) server.setWorld({ settings, faults: faults.filter((fault) => !ended.includes(fault)) });
    return ended;
  }

  /** A fault of one pod alone ends with it. */
  function endOf({ key, before, after }: Change): void {
    const uid = key.kind === "Pod" && after === undefined ? before?.metadata.uid : undefined;
    if (uid !== undefined) end((fault) => fault.uid === uid);
  }

  /** `failed` and `succeeded` happen once: the fault ends when it has struck. */
  function endOnce(pod: Pod): void {
    const struck = faultFor(pod, server.world, ONCE);
    end((fault) => fault === struck);
  }

  function step(item: Item): void {
    const controller = controllers[item.controller];
    const api = writers[item.controller];
    if (controller === undefined || api === undefined) return;
    const before = progress;
    server.freeze();
    const again = controller.sync(item.key, { view: server.view(), api, now: server.now, world: server.world });
    server.thaw();
    failing.note(item, again, progress);
    if (again.kind === "at") agenda.schedule(item, Math.max(again.at, server.now), again.isDeadline);
    else agenda.schedule(item, again.kind === "retry" ? again.at : undefined);
    const writes = progress - before;
    options.onDecision?.({ at: server.now, controller: controller.name, key: item.key, again, writes });
  }

  function run(until: Until, pauseAfterSteps = Number.POSITIVE_INFINITY): RunReport {
    const started = server.now;
    const deadline = until.kind === "for" ? started + until.ms : Number.POSITIVE_INFINITY;
    const maxSteps = options.maxSteps ?? MAX_STEPS;
    let steps = 0;
    let settled = false;
    for (;;) {
      if (steps >= pauseAfterSteps) {
        return { settled: false, paused: true, steps, elapsedMs: server.now - started, failing: failures() };
      }
      const item = agenda.next();
      if (item !== undefined) {
        if (++steps > maxSteps) throw notSettled(steps);
        step(item);
        continue;
      }
      if (failing.wake(agenda, progress)) continue;
      const due = agenda.nextDue();
      settled = due === undefined || (until.kind === "settled" && !agenda.presses());
      if (due === undefined || settled || due > deadline) break;
      server.moveClock(due);
      agenda.release(due);
    }
    if (until.kind === "for") server.moveClock(deadline);
    isAtRest = !agenda.presses() && failing.items.length === 0;
    return { settled, steps, elapsedMs: server.now - started, failing: failures() };
  }

  function failures(): RunReport["failing"] {
    return failing.items.map(({ controller, key, error }) => ({
      controller: controllers[controller]?.name ?? "",
      key,
      error,
    }));
  }

  function notSettled(steps: number): CommandError {
    const last = recorder.latest(3).map((found) => `${found.effect} ${found.kind}/${found.name}`);
    return new CommandError("NOT_SETTLED", `the controllers did not come to rest within ${steps} steps`, {
      hint: `the last happenings: ${last.join(", ")}; give them a bounded time with --for DURATION`,
    });
  }

  function fail(fault: Fault): void {
    const { settings, faults } = server.world;
    const others = faults.filter((known) => known.target !== fault.target || known.namespace !== fault.namespace);
    server.setWorld({ settings, faults: [...others, ...inForce(fault, server.view().list("Pod"), server.world)] });
    isAtRest = false;
    wakeThoseWhoHeedFaults();
  }

  function recover(targets: Parameters<Simulation["recover"]>[0]): readonly Fault[] {
    const ended = end(
      ({ target, namespace }) =>
        targets === "all" || targets.some((one) => one.target === target && one.namespace === namespace),
    );
    isAtRest = false;
    wakeThoseWhoHeedFaults();
    return ended;
  }

  server.onChange(onChange);
  if (isFresh(snapshot)) {
    recording = false;
    const writer = server.writer("cluster");
    for (const object of initialObjects(server.world.settings)) writer.create(object);
    recording = true;
  }
  if (isAtRest) wakeThoseWithDeadlines();
  else wakeAll();

  return {
    cluster: server,
    beginCommand: () => recorder.beginCommand(),
    run,
    fail,
    recover,
    set: (change) => {
      reconfigure(server, change);
      isAtRest = false;
      wakeAll();
    },
    import: (objects, at) => {
      server.moveClock(at ?? server.now);
      const taken = objects.map((object) => adopted(object, server));
      server.restore(taken);
      const shown = impliedFaults(taken, server.now);
      server.setWorld({ ...server.world, faults: [...server.world.faults, ...shown] });
      isAtRest = false;
      wakeAll();
      return shown;
    },
    history: () => recorder.history(),
    files: () => files.kept,
    writeFiles: (where, written) => files.write(where, written),
    snapshot: () => ({
      revision: snapshot.revision,
      isAtRest,
      ...files.kept,
      history: recorder.history(),
      clock: server.now,
      world: server.world,
      counters: server.counters(),
      objects: server.objects(),
    }),
  };
}
