import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import type { Container, ContainerState, ContainerStatus, Pod } from "../../api/kinds/pod/types.ts";
import { isPodReady, podCondition } from "../../api/kinds/pod/types.ts";
import { humanDuration } from "../../base/duration.ts";
import { instantOf, wholeSecond, type Instant } from "../../base/instant.ts";

type Termination = NonNullable<ContainerState["terminated"]>;

/** The three cells that sum a pod up. */
export interface PodCells {
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
}

interface Tally {
  readonly ready: number;
  readonly restarts: number;
  readonly lastExit: Instant | undefined;
}

const NOTHING: Tally = { ready: 0, restarts: 0, lastExit: undefined };

function counted(tally: Tally, status: ContainerStatus, ready: boolean): Tally {
  const finishedAt = status.lastState?.terminated?.finishedAt;
  const exit = typeof finishedAt !== "string" ? undefined : wholeSecond(instantOf(finishedAt));
  const later = exit !== undefined && (tally.lastExit === undefined || exit > tally.lastExit);
  return {
    ready: tally.ready + (ready ? 1 : 0),
    restarts: tally.restarts + status.restartCount,
    lastExit: later ? exit : tally.lastExit,
  };
}

function isRestartable(container: Container | undefined): boolean {
  return container?.restartPolicy === "Always";
}

function terminationReason({ reason, signal, exitCode }: Termination): string {
  if (reason !== undefined && reason !== "") return reason;
  return signal !== undefined && signal !== 0 ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

interface InitPhase {
  /** What STATUS says while initializing; undefined when all init containers are through. */
  readonly blocked: string | undefined;
  readonly all: Tally;
  readonly sidecars: Tally;
}

function initReason(status: ContainerStatus, index: number, count: number): string {
  const { terminated, waiting } = status.state ?? {};
  if (terminated !== undefined) return `Init:${terminationReason(terminated)}`;
  const reason = waiting?.reason ?? "";
  return reason !== "" && reason !== "PodInitializing" ? `Init:${reason}` : `Init:${index}/${count}`;
}

function initPhase(pod: Pod): InitPhase {
  const specs = pod.spec.initContainers ?? [];
  let all = NOTHING;
  let sidecars = NOTHING;
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    const sidecar = isRestartable(specs.find(({ name }) => name === status.name));
    const up = sidecar && status.started === true;
    all = counted(all, status, up && status.ready);
    if (sidecar) sidecars = counted(sidecars, status, up && status.ready);
    if (status.state?.terminated?.exitCode === 0 || up) continue;
    return { blocked: initReason(status, index, specs.length), all, sidecars };
  }
  return { blocked: undefined, all, sidecars };
}

interface MainPhase {
  readonly status: string;
  readonly error: string;
  readonly running: boolean;
  readonly tally: Tally;
}

/** From the last container to the first, so that the first has the final word. */
function mainPhase(pod: Pod, start: string, sidecars: Tally): MainPhase {
  let phase: MainPhase = { status: start, error: "", running: false, tally: sidecars };
  for (const status of (pod.status?.containerStatuses ?? []).toReversed()) {
    const { waiting, terminated, running } = status.state ?? {};
    const up = running !== undefined && status.ready;
    phase = { ...phase, tally: counted(phase.tally, status, up), running: phase.running || up };
    if (waiting?.reason !== undefined && waiting.reason !== "") phase = { ...phase, status: waiting.reason };
    else if (terminated !== undefined) {
      const reason = terminationReason(terminated);
      phase = { ...phase, status: reason, error: terminated.exitCode === 0 ? phase.error : reason };
    }
  }
  return phase;
}

function startingStatus(pod: Pod): string {
  if (podCondition(pod, "PodScheduled")?.reason === "SchedulingGated") return "SchedulingGated";
  const { phase, reason } = pod.status ?? {};
  return reason !== undefined && reason !== "" ? reason : (phase ?? "");
}

/** A pod whose first container is done is summed up by the others. */
function completedStatus(pod: Pod, { status, error, running }: MainPhase): string {
  if (status !== "Completed") return status;
  if (running && isPodReady(pod)) return "Running";
  if (error !== "") return error;
  return running ? "NotReady" : status;
}

function deletedStatus(pod: Pod, status: string): string {
  if (pod.metadata.deletionTimestamp === undefined) return status;
  if (pod.status?.reason === "NodeLost") return "Unknown";
  return isFinished(pod) ? status : "Terminating";
}

function restartsCell({ restarts, lastExit }: Tally, now: Instant): string {
  if (restarts === 0 || lastExit === undefined) return String(restarts);
  return `${restarts} (${humanDuration(now - lastExit)} ago)`;
}

/**
 * READY, STATUS and RESTARTS of a pod.
 * @see pkg/printers/internalversion/printers.go, `printPod` (1.36)
 */
export function podCells(pod: Pod, now: Instant): PodCells {
  const init = initPhase(pod);
  const start = init.blocked ?? startingStatus(pod);
  const initializing = init.blocked !== undefined && podCondition(pod, "Initialized")?.status !== "True";
  const main = initializing ? undefined : mainPhase(pod, start, init.sidecars);
  const tally = main?.tally ?? init.all;
  const total = pod.spec.containers.length + (pod.spec.initContainers ?? []).filter(isRestartable).length;
  const status = deletedStatus(pod, main === undefined ? start : completedStatus(pod, main));
  return { ready: `${tally.ready}/${total}`, status, restarts: restartsCell(tally, now) };
}
