import { CommandError } from "../base/errors.ts";
import type { Instant } from "../base/instant.ts";
import { sameJson } from "../base/json.ts";
import { perform } from "../cluster/client/perform.ts";
import type { Outcome, Request } from "../cluster/client/request.ts";
import type { Change } from "../cluster/change.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { Happening } from "../cluster/happening.ts";
import type { Snapshot } from "../cluster/snapshot.ts";
import type { View } from "../cluster/view.ts";
import type { Fault, Settings } from "../cluster/world.ts";
import { openSimulation, type Simulation } from "../sim/simulation.ts";
import type { Until } from "../sim/work.ts";
import { Former } from "./former.ts";
import type { InSlices } from "./slices.ts";

export interface RehearsalOptions {
  readonly settings?: Partial<Settings>;
  readonly faults?: readonly Fault[];
  readonly until?: Until | "no-run";
  /** Called with every effective write, before what is told of it is in the list of happenings. */
  readonly onChange?: (change: Change) => void;
}

/** How it went. */
export interface Course {
  readonly happenings: readonly Happening[];
  /** @see Rehearsal.fromOutside */
  readonly fromOutside: ReadonlyMap<number, string>;
  /** Of the cluster as it is then. */
  readonly view: View;
  readonly now: Instant;
  readonly settled: boolean;
}

/** Steps between two moments at which a rehearsal can be left: some milliseconds of work. */
const SLICE_STEPS = 500;

/** More than a hundred thousand pods need to come and go. */
const STEPS_MAX = 20_000_000;

const WORKLOAD_CONTROLLERS: ReadonlySet<string> = new Set([
  "statefulset-controller",
  "replicaset-controller",
  "daemonset-controller",
]);

/** A copy of a cluster on which requests are tried. The snapshot stays as it is. */
export class Rehearsal {
  readonly simulation: Simulation;
  /** All that happened since the copy was made. */
  readonly happenings: Happening[] = [];
  /** Who deleted or created pods, by the numbers of the happenings, where it was not a workload's controller. */
  readonly fromOutside = new Map<number, string>();
  readonly #snapshot: Snapshot;
  readonly #until: Until | "no-run";
  #settled = false;
  #isWritten = false;
  /** Who wrote last. */
  #actor = "";
  #former: Former | undefined;

  constructor(snapshot: Snapshot, options: RehearsalOptions = {}) {
    this.#snapshot = snapshot;
    this.simulation = openSimulation(snapshot, {
      onHappening: (happening) => this.#take(happening),
      onChange: (change) => {
        this.#note(change);
        options.onChange?.(change);
      },
    });
    if (options.settings !== undefined) this.simulation.set(options.settings);
    for (const fault of options.faults ?? []) this.simulation.fail(fault);
    this.simulation.beginCommand();
    this.#until = options.until ?? { kind: "settled" };
  }

  get cluster(): Cluster {
    return this.simulation.cluster;
  }

  get settled(): boolean {
    return this.#settled;
  }

  /** The cluster as it is at this moment, still to be seen when more has been written. */
  remember(): Former {
    const { objects } = this.#isWritten ? this.simulation.snapshot() : this.#snapshot;
    this.#former = new Former(objects, this.cluster.view());
    return this.#former;
  }

  /** Lets the controllers run as long as the options say. */
  *run(): InSlices<void> {
    if (this.#until !== "no-run") this.#settled = yield* this.#pass(this.#until);
  }

  /** All until now. */
  course(): Course {
    const { happenings, fromOutside, cluster, settled } = this;
    return { happenings, fromOutside, view: cluster.view(), now: cluster.now, settled };
  }

  /** Performs as the verb does, and as long as something is left to be tried again, lets the time until then pass. */
  *perform(request: Request, through: Cluster = this.cluster): InSlices<Outcome> {
    let all = perform(through, request);
    for (let { again } = all; again !== undefined;) {
      const settled = yield* this.#pass({ kind: "for", ms: again.afterSeconds * 1000 });
      const next = perform(through, again.request);
      const inVain = settled && sameJson(next.again, again);
      all = {
        results: [...all.results, ...next.results],
        warnings: [...new Set([...all.warnings, ...next.warnings])],
        failures: [...all.failures, ...next.failures],
        ...(inVain ? { again } : {}),
      };
      again = inVain ? undefined : next.again;
    }
    return all;
  }

  /** Sends a request and lets the controllers run. */
  *try(request: Request): InSlices<Outcome> {
    const outcome = yield* this.perform(request);
    yield* this.run();
    return outcome;
  }

  #take(happening: Happening): void {
    this.happenings.push(happening);
    const { kind, effect, seq } = happening;
    const isTaken = kind === "pod" && (effect === "delete" || effect === "create");
    if (isTaken && !WORKLOAD_CONTROLLERS.has(this.#actor)) this.fromOutside.set(seq, this.#actor);
  }

  #note(change: Change): void {
    this.#isWritten = true;
    this.#actor = change.actor;
    this.#former?.note(change);
  }

  /** Lets time pass; gives whether nothing more happens by itself. Throws NOT_SETTLED where no end is in sight. */
  *#pass(until: Until): InSlices<boolean> {
    let steps = 0;
    let elapsedMs = 0;
    for (;;) {
      const rest: Until = until.kind === "for" ? { kind: "for", ms: until.ms - elapsedMs } : until;
      const report = this.simulation.run(rest, SLICE_STEPS);
      steps += report.steps;
      elapsedMs += report.elapsedMs;
      yield { elapsedMs, steps };
      if (report.paused !== true) return report.settled;
      if (steps > STEPS_MAX) {
        throw new CommandError("NOT_SETTLED", `the rehearsal did not come to rest within ${steps} steps`, {
          hint: "plan a bounded time with --for DURATION",
        });
      }
    }
  }
}
