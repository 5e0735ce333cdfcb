import { CommandError } from "../base/errors.ts";
import type { Instant } from "../base/instant.ts";
import type { Change } from "../cluster/change.ts";
import type { Writer } from "../cluster/cluster.ts";
import type { ApiServer } from "../cluster/open.ts";
import type { Again } from "../controllers/again.ts";
import type { Controller } from "../controllers/controller.ts";
import { Agenda, type Item } from "./agenda.ts";
import { createControllers } from "./controllers.ts";
import { Failing } from "./failing.ts";
import type { Recorder } from "./history.ts";

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

export interface WorkOptions {
  /** Called after every step. */
  readonly onDecision?: (decision: Decision) => void;
  /** Wraps every controller's port: to refuse, count or stop at a write. */
  readonly wrapWriter?: (writer: Writer, controller: string) => Writer;
  /** Steps of one run after which it gives up with NOT_SETTLED. */
  readonly maxSteps?: number;
}

const MAX_STEPS = 20_000_000;

/** A key of a controller as an item of work; `index` is the controller's number. */
function itemOf({ isLate }: Controller, index: number, key: string): Item {
  return { controller: index, key, isLate: isLate === true };
}

function notSettled(steps: number, recorder: Recorder): CommandError {
  const last = recorder.latest(3).map((found) => `${found.effect} ${found.kind}/${found.name}`);
  return new CommandError("NOT_SETTLED", `the controllers did not come to rest within ${steps} steps`, {
    hint: `the last happenings: ${last.join(", ")}; give them a bounded time with --for DURATION`,
  });
}

/** The controllers of a cluster, and what is on their agenda. */
export class Work {
  readonly #server: ApiServer;
  readonly #recorder: Recorder;
  readonly #options: WorkOptions;
  readonly #agenda = new Agenda();
  readonly #failing = new Failing();
  readonly #controllers = createControllers();
  readonly #writers: readonly Writer[];
  /** Effective writes other than Events: what a failing key waits for. */
  #progress = 0;

  constructor(server: ApiServer, recorder: Recorder, options: WorkOptions) {
    this.#server = server;
    this.#recorder = recorder;
    this.#options = options;
    this.#writers = this.#controllers.map(({ name }) => {
      const writer = server.writer(name);
      return options.wrapWriter?.(writer, name) ?? writer;
    });
  }

  /** Whether nothing is left to do, or only to give something up. */
  get isDone(): boolean {
    return !this.#agenda.presses() && this.#failing.items.length === 0;
  }

  /** Puts on the agenda what controllers make of a change. */
  heed(change: Change): void {
    if (change.key.kind !== "Event") this.#progress++;
    const view = this.#server.view();
    let index = 0;
    for (const controller of this.#controllers) {
      for (const key of controller.keysFor(change, view)) this.#agenda.enqueue(itemOf(controller, index, key));
      index++;
    }
  }

  wakeAll(): void {
    this.#wake((controller) => controller.allKeys(this.#server.view()));
  }

  wakeThoseWhoHeedFaults(): void {
    this.#wake((controller) => (controller.heedsFaults === true ? controller.allKeys(this.#server.view()) : []));
  }

  wakeThoseWithDeadlines(): void {
    this.#wake((controller) => controller.deadlineKeys?.(this.#server.view()) ?? []);
  }

  /** @see Simulation */
  run(until: Until, pauseAfterSteps = Number.POSITIVE_INFINITY): RunReport {
    const started = this.#server.now;
    const deadline = until.kind === "for" ? started + until.ms : Number.POSITIVE_INFINITY;
    const { maxSteps = MAX_STEPS } = this.#options;
    let steps = 0;
    const reported = (end: Pick<RunReport, "settled" | "paused">): RunReport => {
      return { ...end, steps, elapsedMs: this.#server.now - started, failing: this.#failures() };
    };
    for (;;) {
      for (let item = this.#next(); item !== undefined; item = this.#next()) {
        if (++steps > maxSteps) throw notSettled(steps, this.#recorder);
        this.#step(item);
        if (steps >= pauseAfterSteps) return reported({ settled: false, paused: true });
      }
      const due = this.#agenda.nextDue();
      const settled = due === undefined || (until.kind === "settled" && !this.#agenda.presses());
      if (settled || due > deadline) {
        if (until.kind === "for") this.#server.moveClock(deadline);
        return reported({ settled });
      }
      this.#server.moveClock(due);
      this.#agenda.release(due);
    }
  }

  #wake(keysOf: (controller: Controller) => readonly string[]): void {
    this.#controllers.forEach((controller, index) => {
      for (const key of keysOf(controller)) this.#agenda.enqueue(itemOf(controller, index, key));
    });
  }

  /** What is to be done at this instant. What failed gets its turn when all else is done. */
  #next(): Item | undefined {
    const item = this.#agenda.next();
    return item === undefined && this.#failing.wake(this.#agenda, this.#progress) ? this.#agenda.next() : item;
  }

  #step(item: Item): void {
    const controller = this.#controllers[item.controller];
    const api = this.#writers[item.controller];
    if (controller === undefined || api === undefined) return;
    const server = this.#server;
    const before = this.#progress;
    server.freeze();
    const again = controller.sync(item.key, { view: server.view(), api, now: server.now, world: server.world });
    server.thaw();
    this.#failing.note(item, again, this.#progress);
    if (again.kind === "at") this.#agenda.schedule(item, Math.max(again.at, server.now), again.isDeadline);
    else this.#agenda.schedule(item, again.kind === "retry" ? again.at : undefined);
    const writes = this.#progress - before;
    this.#options.onDecision?.({ at: server.now, controller: controller.name, key: item.key, again, writes });
  }

  #failures(): RunReport["failing"] {
    return this.#failing.items.map(({ controller, key, error }) => {
      return { controller: this.#controllers[controller]?.name ?? "", key, error };
    });
  }
}
