import type { Container, LifecycleHandler, Pod, Probe } from "../../api/kinds/pod/types.ts";
import { instantOf, type Instant } from "../../base/instant.ts";

/** Milliseconds from a container's start to the first moment its probe can have passed, if every run passes. */
function passesAfterMs(probe: Probe | undefined): number {
  if (probe === undefined) return 0;
  const repeats = Math.max(0, (probe.successThreshold ?? 1) - 1);
  return ((probe.initialDelaySeconds ?? 0) + repeats * (probe.periodSeconds ?? 10)) * 1000;
}

/** When a container that runs since then counts as started: its startup probe passes at the first run. */
export function startedAt(container: Container, since: Instant): Instant {
  return since + passesAfterMs(container.startupProbe);
}

/**
 * When a container that runs since then is ready. The readiness probe's delay counts from the container's start, but
 * it is not run before the startup probe has passed.
 * @see pkg/kubelet/prober/worker.go, `doProbe` (1.36)
 */
export function readyAt(container: Container, since: Instant): Instant {
  return Math.max(startedAt(container, since), since + passesAfterMs(container.readinessProbe));
}

const SLEEP = /(?:^|[\s;&|/])sleep\s+(\d+(?:\.\d+)?)(?=$|[\s;&|])/g;

/** Milliseconds a handler takes: of a command, what it says it sleeps; of anything else, nothing. */
function handlerMs(handler: LifecycleHandler | undefined): number {
  if (handler === undefined) return 0;
  if (handler.sleep !== undefined) return handler.sleep.seconds * 1000;
  let ms = 0;
  for (const match of (handler.exec?.command ?? []).join(" ").matchAll(SLEEP)) ms += Number(match[1]) * 1000;
  return ms;
}

/**
 * When a terminating pod has stopped: preStop handlers run side by side, then the containers stop; the grace period
 * bounds both. NaN for a pod that does not terminate.
 * @see pkg/kubelet/kuberuntime/kuberuntime_container.go, `killContainer` (1.36)
 */
export function stoppedAt(pod: Pod, stopAfterMs: number): Instant {
  const graceMs = (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  const askedAt = instantOf(pod.metadata.deletionTimestamp ?? "") - graceMs;
  const handlers = pod.spec.containers.map((container) => handlerMs(container.lifecycle?.preStop));
  return askedAt + Math.min(graceMs, Math.max(0, ...handlers) + stopAfterMs);
}
