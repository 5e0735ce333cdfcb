import { podCondition, type Container, type Pod } from "../../api/kinds/pod/types.ts";
import { instantOf, type Instant } from "../../base/instant.ts";
import type { Settings } from "../../cluster/world.ts";

/** When each part of a pod gets to run, if nothing is in its way. */
export interface Creation {
  /** By init container: when it runs. It is done at once, unless it is a sidecar. */
  readonly initAt: readonly Instant[];
  readonly runAt: Instant;
}

const isPulled = (container: Container): boolean => container.imagePullPolicy !== "Never";

/** Where the pod's times count from: its sandbox, or the moment its containers began anew. */
function createdFrom(pod: Pod, now: Instant): Instant {
  const sandbox = podCondition(pod, "PodReadyToStartContainers");
  if (sandbox?.status !== "True") return now;
  const since = instantOf(sandbox.lastTransitionTime ?? "");
  const containers = instantOf(podCondition(pod, "ContainersReady")?.lastTransitionTime ?? "");
  return Math.max(since, Number.isNaN(containers) ? since : containers);
}

/** A pod whose containers are to be created. `anew`: they begin now, whatever the pod's conditions say. */
export interface ToCreate {
  readonly pod: Pod;
  readonly settings: Settings;
  readonly now: Instant;
  readonly anew: boolean;
}

/** Init containers one after the other, each image pulled once, then all containers at the same time. */
export function creationOf({ pod, settings, now, anew }: ToCreate): Creation {
  const pulled = new Set<string | undefined>();
  let at = anew ? now : createdFrom(pod, now);
  const initAt: Instant[] = [];
  for (const container of pod.spec.initContainers ?? []) {
    if (isPulled(container) && !pulled.has(container.image)) at += settings.pullTimeMs;
    pulled.add(container.image);
    initAt.push(at);
  }
  const mustPull = pod.spec.containers.some((container) => isPulled(container) && !pulled.has(container.image));
  if (mustPull) at += settings.pullTimeMs;
  return { initAt, runAt: at + settings.startAfterMs };
}
