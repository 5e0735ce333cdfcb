import type { Instant } from "../base/instant.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import type { KubeObject } from "../api/object.ts";
import type { Change } from "../cluster/change.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { Happening } from "../cluster/happening.ts";
import { openCluster, type ApiServer } from "../cluster/open.ts";
import type { Files, Snapshot } from "../cluster/snapshot.ts";
import type { Fault, Settings } from "../cluster/world.ts";
import { hasPlace } from "../controllers/scheduler/place.ts";
import { adopted } from "./adopted.ts";
import { FaultsInForce } from "./faults-in-force.ts";
import { happeningsOf } from "./happenings.ts";
import { Recorder } from "./history.ts";
import { impliedFaults } from "./implied-faults.ts";
import { initialObjects } from "./initial-objects.ts";
import { reconfigure } from "./reconfigure.ts";
import { withdrawStandIns } from "./stand-ins.ts";
import { Work, type RunReport, type Until, type WorkOptions } from "./work.ts";
import { WrittenFiles } from "./written-files.ts";

export interface SimulationOptions extends WorkOptions {
  /** Called with every effective write, those that open a new cluster included. */
  readonly onChange?: (change: Change) => void;
  /** Called with every happening as it happens: the history keeps a bounded number of them. */
  readonly onHappening?: (happening: Happening) => void;
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

function isFresh(snapshot: Snapshot): boolean {
  return snapshot.objects.length === 0 && snapshot.counters.resourceVersion === 0;
}

/** What a cluster is before anybody asked anything of it: none of that is history. */
function furnish(server: ApiServer): void {
  const writer = server.writer("cluster");
  for (const object of initialObjects(server.world.settings)) writer.create(object);
}

/** Whether a fault only says of a pod without a node what the scheduler finds here, too. */
function isFoundHere({ as, target, namespace }: Fault, server: ApiServer): boolean {
  const view = server.view();
  const pod = as === "unschedulable" ? view.get("Pod", namespace, target.replace(/^pod\//, "")) : undefined;
  return pod !== undefined && !hasPlace(pod, { view, world: server.world });
}

/** Opens a saved cluster, or a new one with its nodes and classes when nothing was ever in it. */
export function openSimulation(snapshot: Snapshot, options: SimulationOptions = {}): Simulation {
  const server = openCluster(snapshot);
  const recorder = new Recorder(snapshot.history);
  const work = new Work(server, recorder, options);
  const faults = new FaultsInForce(server);
  const files = new WrittenFiles(snapshot);
  let isRecording = !isFresh(snapshot);
  let isAtRest = snapshot.isAtRest;

  function record(change: Change): void {
    for (const found of happeningsOf(change)) {
      const happening = recorder.add(change.at, found);
      options.onHappening?.(happening);
      if (happening.effect === "failed" || happening.effect === "succeeded") faults.endOnce(change.after as Pod);
    }
  }

  server.onChange((change) => {
    isAtRest = false;
    options.onChange?.(change);
    work.heed(change);
    files.forget(change);
    faults.endWithPod(change);
    if (isRecording) record(change);
  });
  if (!isRecording) furnish(server);
  isRecording = true;
  if (isAtRest) work.wakeThoseWithDeadlines();
  else work.wakeAll();

  return {
    cluster: server,
    beginCommand: () => recorder.beginCommand(),
    run: (until, pauseAfterSteps) => {
      const report = work.run(until, pauseAfterSteps);
      if (report.paused !== true) isAtRest = work.isDone;
      return report;
    },
    fail: (fault) => {
      faults.begin(fault);
      isAtRest = false;
      work.wakeThoseWhoHeedFaults();
    },
    recover: (targets) => {
      const isMeant = ({ target, namespace }: Fault): boolean =>
        targets === "all" || targets.some((one) => one.target === target && one.namespace === namespace);
      const ended = faults.end(isMeant);
      isAtRest = false;
      work.wakeThoseWhoHeedFaults();
      return ended;
    },
    set: (change) => {
      reconfigure(server, change);
      isAtRest = false;
      work.wakeAll();
    },
    import: (objects, at) => {
      server.moveClock(at ?? server.now);
      const taken = objects.map((object) => adopted(object, server));
      server.restore(taken);
      withdrawStandIns(server, taken);
      const shown = impliedFaults(taken, server.now).filter((fault) => !isFoundHere(fault, server));
      faults.add(shown);
      isAtRest = false;
      work.wakeAll();
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
