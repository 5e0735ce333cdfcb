import {
  containerStatusesOf,
  isSidecar,
  podCondition,
  type Container,
  type ContainerStatus,
  type Pod,
  type PodStatus,
} from "../../api/kinds/pod/types.ts";
import { instantOf, timestamp, type Instant } from "../../base/instant.ts";
import type { Fault, Settings } from "../../cluster/world.ts";
import { SETTLED, type Again } from "../again.ts";
import { conditionsOf, type PodFacts } from "./conditions.ts";
import {
  completedContainer,
  crashLooping,
  pullingFailed,
  runningContainer,
  terminatedContainer,
  waitingContainer,
} from "./container-state.ts";
import { creationOf } from "./creation.ts";
import { readyAt, startedAt } from "./probe-times.ts";

/** All that the status of a bound pod which does not terminate depends on. */
export interface Situation {
  readonly pod: Pod;
  readonly now: Instant;
  readonly settings: Settings;
  /** What keeps the pod from being well. */
  readonly fault: Fault | undefined;
  readonly claimsBound: boolean;
  readonly hostIP: string | undefined;
  /** Hands out an address; called once in a pod's life. */
  readonly allocatePodIp: () => string;
}

/** What the pod's status is to be now, and when that changes by itself. */
export interface Standing {
  readonly status: PodStatus;
  readonly again: Again;
}

interface Stage {
  readonly name: string;
  readonly when: (situation: Situation) => boolean;
  readonly stands: (situation: Situation) => Standing;
}

const isUnder = (situation: Situation, as: Fault["as"]): boolean => situation.fault?.as === as;

function oldStatus(pod: Pod, name: string): ContainerStatus | undefined {
  return pod.status?.containerStatuses?.find((status) => status.name === name);
}

/** Since when a container runs; undefined if it does not. A crash-looping one that is let go starts now. */
function runningSince(situation: Situation, container: Container): Instant | undefined {
  const state = oldStatus(situation.pod, container.name)?.state;
  if (state?.waiting?.reason === "CrashLoopBackOff") return situation.now;
  return state?.running === undefined ? undefined : instantOf(state.running.startedAt ?? "");
}

function hasStarted(situation: Situation): boolean {
  return situation.pod.spec.containers.every((container) => runningSince(situation, container) !== undefined);
}

const isBackingOff = (one: ContainerStatus): boolean => one.state?.waiting?.reason === "ImagePullBackOff";

/** Whether the pod's image could not be pulled until now. */
function beginsAnew(pod: Pod): boolean {
  return containerStatusesOf(pod).some(isBackingOff);
}

function creation(situation: Situation): ReturnType<typeof creationOf> {
  const { pod, settings, now } = situation;
  return creationOf({ pod, settings, now, anew: beginsAnew(pod) });
}

/** What is still being put together. */
type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

function standing(situation: Situation, facts: PodFacts, again: Again = SETTLED): Standing {
  const { pod, now, hostIP } = situation;
  const old = pod.status ?? {};
  const podIP = facts.sandbox ? (old.podIP ?? podAddress(situation)) : old.podIP;
  const status: Writable<PodStatus> = {
    ...old,
    phase: facts.phase,
    conditions: conditionsOf(pod, facts, now),
    startTime: old.startTime ?? timestamp(now),
  };
  if (hostIP !== undefined) status.hostIP = hostIP;
  if (podIP !== undefined) {
    status.podIP = podIP;
    status.podIPs = old.podIPs?.length === 1 && old.podIPs[0]?.ip === podIP ? old.podIPs : [{ ip: podIP }];
  }
  if (facts.initContainers.length > 0) status.initContainerStatuses = facts.initContainers;
  status.containerStatuses = facts.containers;
  return { status, again };
}

function podAddress(situation: Situation): string {
  const { pod, hostIP } = situation;
  return pod.spec.hostNetwork === true && hostIP !== undefined ? hostIP : situation.allocatePodIp();
}

/** An init container at a moment: those whose turn has not come wait. */
function initStatus(situation: Situation, container: Container, at: Instant): ContainerStatus {
  if (at > situation.now) return waitingContainer(container, "PodInitializing");
  const old = situation.pod.status?.initContainerStatuses?.find((status) => status.name === container.name);
  const before = old?.state?.running?.startedAt ?? old?.state?.terminated?.finishedAt ?? undefined;
  const since = before === undefined ? at : instantOf(before);
  if (!isSidecar(container)) return completedContainer(container, since);
  return runningContainer(container, { since, started: true, ready: true, restartCount: 0 });
}

function initStatuses(situation: Situation, initAt: readonly Instant[]): readonly ContainerStatus[] {
  return (situation.pod.spec.initContainers ?? []).map((container, index) =>
    initStatus(situation, container, initAt[index] ?? situation.now),
  );
}

/** Once the containers run, the init containers have been: nothing in them waits. */
function doneInits(situation: Situation): readonly ContainerStatus[] {
  return initStatuses(situation, []);
}

function waitForClaims(situation: Situation): Standing {
  const { containers, initContainers = [] } = situation.pod.spec;
  const reason = initContainers.length === 0 ? "ContainerCreating" : "PodInitializing";
  return standing(situation, {
    phase: "Pending",
    sandbox: false,
    initContainers: initContainers.map((container) => waitingContainer(container, "PodInitializing")),
    containers: containers.map((container) => waitingContainer(container, reason)),
  });
}

function failToPull(situation: Situation): Standing {
  const { containers, initContainers = [] } = situation.pod.spec;
  const image = situation.fault?.target.slice("image/".length);
  const blocked = initContainers.findIndex((container) => container.image === image);
  const facts = { phase: "Pending", sandbox: true } as const;
  if (blocked < 0) {
    return standing(situation, {
      ...facts,
      initContainers: doneInits(situation),
      containers: containers.map(pullingFailed),
    });
  }
  return standing(situation, {
    ...facts,
    initContainers: initContainers.map((container, index) => {
      if (index === blocked) return pullingFailed(container);
      return index < blocked
        ? initStatus(situation, container, situation.now)
        : waitingContainer(container, "PodInitializing");
    }),
    containers: containers.map((container) => waitingContainer(container, "PodInitializing")),
  });
}

function create(situation: Situation): Standing {
  const { pod, now } = situation;
  const { initAt, runAt } = creation(situation);
  const reason = initAt.length === 0 ? "ContainerCreating" : "PodInitializing";
  const at = [...initAt, runAt].find((moment) => moment > now) ?? runAt;
  const facts: PodFacts = {
    phase: "Pending",
    sandbox: true,
    initContainers: initStatuses(situation, initAt),
    containers: pod.spec.containers.map((container) => waitingContainer(container, reason)),
    anew: beginsAnew(pod),
  };
  return standing(situation, facts, { kind: "at", at });
}

function crash(situation: Situation): Standing {
  const { metadata, spec } = situation.pod;
  const podName = `${metadata.name}_${metadata.namespace ?? ""}(${metadata.uid ?? ""})`;
  const containers = spec.containers.map((container) => crashLooping(container, podName));
  return standing(situation, { phase: "Running", sandbox: true, initContainers: doneInits(situation), containers });
}

function run(situation: Situation): Standing {
  const { pod, now } = situation;
  let next = Number.POSITIVE_INFINITY;
  const containers = pod.spec.containers.map((container) => {
    const since = runningSince(situation, container) ?? now;
    const moments = [startedAt(container, since), readyAt(container, since)] as const;
    for (const moment of moments) if (moment > now) next = Math.min(next, moment);
    const ready = moments[1] <= now && !isUnder(situation, "not-ready");
    const restartCount = oldStatus(pod, container.name)?.restartCount ?? 0;
    return runningContainer(container, { since, started: moments[0] <= now, ready, restartCount });
  });
  const facts: PodFacts = { phase: "Running", sandbox: true, initContainers: doneInits(situation), containers };
  return standing(situation, facts, Number.isFinite(next) ? { kind: "at", at: next } : SETTLED);
}

function end(situation: Situation): Standing {
  const { pod, now } = situation;
  const exitCode = isUnder(situation, "succeeded") ? 0 : 1;
  const containers = pod.spec.containers.map((container) => {
    const restartCount = oldStatus(pod, container.name)?.restartCount ?? 0;
    return terminatedContainer(container, {
      exitCode,
      since: runningSince(situation, container) ?? now,
      at: now,
      restartCount,
    });
  });
  const phase = exitCode === 0 ? "Succeeded" : "Failed";
  return standing(situation, { phase, sandbox: false, initContainers: doneInits(situation), containers });
}

function isWell(status: ContainerStatus | undefined, container: Container): boolean {
  if (status === undefined || status.image !== container.image) return false;
  return status.ready && status.started === true && status.state?.running !== undefined;
}

const ARE_TRUE = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"];

/** Whether a pod without anything special about it has come to its end state: most are looked at in that state. */
function hasCome({ pod, fault, hostIP }: Situation): boolean {
  const { status, spec } = pod;
  if (fault !== undefined || status?.phase !== "Running" || status.hostIP !== hostIP) return false;
  if (spec.readinessGates !== undefined || spec.initContainers !== undefined) return false;
  return (
    spec.containers.every((container) => isWell(oldStatus(pod, container.name), container)) &&
    ARE_TRUE.every((type) => podCondition(pod, type)?.status === "True")
  );
}

/**
 * A bound pod's life, the first row that applies. Every row says the whole status, so that a fault may begin and end
 * at any stage.
 */
const STAGES: readonly Stage[] = [
  { name: "is well", when: hasCome, stands: ({ pod }) => ({ status: pod.status ?? {}, again: SETTLED }) },
  { name: "ends", when: (s) => isUnder(s, "failed") || isUnder(s, "succeeded"), stands: end },
  {
    name: "waits for its claims",
    when: (s) => s.pod.status?.podIP === undefined && !s.claimsBound,
    stands: waitForClaims,
  },
  { name: "cannot pull", when: (s) => isUnder(s, "image-pull"), stands: failToPull },
  { name: "is created", when: (s) => !hasStarted(s) && creation(s).runAt > s.now, stands: create },
  { name: "crashes", when: (s) => isUnder(s, "crash-loop"), stands: crash },
  { name: "runs", when: () => true, stands: run },
];

/** What the status of a bound pod that neither has ended nor terminates is to be. */
export function standingOf(situation: Situation): Standing {
  const stage = STAGES.find((row) => row.when(situation));
  return stage === undefined ? { status: situation.pod.status ?? {}, again: SETTLED } : stage.stands(situation);
}
