import type { Container, ContainerState, ContainerStatus } from "../../api/kinds/pod/types.ts";
import { timestamp, type Instant } from "../../base/instant.ts";

/** How often a crash-looping container has been restarted by the time its back-off is what shows. */
const CRASH_LOOP_RESTARTS = 4;

const NO_STATE: ContainerState = {};

function statusOf(container: Container, state: ContainerState, rest: Partial<ContainerStatus> = {}): ContainerStatus {
  const image = container.image ?? "";
  const { imageID = `sim://${image}`, ready = false, restartCount = 0, started = false } = rest;
  return { name: container.name, image, imageID, lastState: NO_STATE, ready, restartCount, started, state };
}

/** Not begun: `ContainerCreating`, `PodInitializing`. Its image need not be there. */
export function waitingContainer(container: Container, reason: string): ContainerStatus {
  return statusOf(container, { waiting: { reason } }, { imageID: "" });
}

/** @see pkg/kubelet/images/image_manager.go, `EnsureImageExists` (1.36) */
export function pullingFailed(container: Container): ContainerStatus {
  const message = `Back-off pulling image ${JSON.stringify(container.image ?? "")}`;
  return statusOf(container, { waiting: { reason: "ImagePullBackOff", message } }, { imageID: "" });
}

/** @see pkg/kubelet/kuberuntime/kuberuntime_manager.go, `doBackOff` (1.36) */
export function crashLooping(container: Container, podName: string): ContainerStatus {
  const message = `back-off 1m20s restarting failed container=${container.name} pod=${podName}`;
  const state = { waiting: { reason: "CrashLoopBackOff", message } };
  return statusOf(container, state, { restartCount: CRASH_LOOP_RESTARTS });
}

export function runningContainer(
  container: Container,
  running: { since: Instant; started: boolean; ready: boolean; restartCount: number },
): ContainerStatus {
  const { since, ...rest } = running;
  return statusOf(container, { running: { startedAt: timestamp(since) } }, rest);
}

/** Ended by itself; `exitCode` 0 is success. */
export function terminatedContainer(
  container: Container,
  ended: { exitCode: number; since: Instant; at: Instant; restartCount?: number },
): ContainerStatus {
  const terminated = {
    exitCode: ended.exitCode,
    reason: ended.exitCode === 0 ? "Completed" : "Error",
    startedAt: timestamp(ended.since),
    finishedAt: timestamp(ended.at),
  };
  return statusOf(container, { terminated }, { restartCount: ended.restartCount ?? 0 });
}

/** An init container that has done its work. */
export function completedContainer(container: Container, at: Instant): ContainerStatus {
  return { ...terminatedContainer(container, { exitCode: 0, since: at, at }), ready: true };
}
