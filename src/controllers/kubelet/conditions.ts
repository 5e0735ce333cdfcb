import { podCondition, type Pod, type PodCondition } from "../../api/kinds/pod/types.ts";
import type { ContainerStatus, PodStatus } from "../../api/kinds/pod/types.ts";
import { timestamp, type Instant } from "../../base/instant.ts";

type Wanted = Pick<PodCondition, "type" | "status" | "reason" | "message">;

/** What the conditions say, besides what the container statuses do. */
export interface PodFacts {
  readonly phase: NonNullable<PodStatus["phase"]>;
  /** The pod has its network and its volumes. */
  readonly sandbox: boolean;
  readonly initContainers: readonly ContainerStatus[];
  readonly containers: readonly ContainerStatus[];
  /** The containers were waiting for something else until now, and begin anew. */
  readonly anew?: boolean;
}

const isInitialized = (status: ContainerStatus): boolean =>
  status.state?.terminated === undefined ? status.started === true : status.state.terminated.exitCode === 0;

function names(statuses: readonly ContainerStatus[]): string {
  return `[${statuses.map((status) => status.name).join(" ")}]`;
}

/** @see pkg/kubelet/status/generate.go, `GenerateContainersReadyCondition` (1.36) */
function containersReady(facts: PodFacts): Wanted {
  const type = "ContainersReady";
  if (facts.phase === "Succeeded") return { type, status: "False", reason: "PodCompleted" };
  if (facts.phase === "Failed") return { type, status: "False", reason: "PodFailed" };
  const unready = facts.containers.filter((status) => !status.ready);
  if (unready.length === 0) return { type, status: "True" };
  const message = `containers with unready status: ${names(unready)}`;
  return { type, status: "False", reason: "ContainersNotReady", message };
}

/** @see pkg/kubelet/status/generate.go, `GeneratePodReadyCondition` (1.36) */
function ready(pod: Pod, containers: Wanted): Wanted {
  if (containers.status !== "True") return { ...containers, type: "Ready" };
  const missing = (pod.spec.readinessGates ?? []).filter(
    (gate) => podCondition(pod, gate.conditionType)?.status !== "True",
  );
  if (missing.length === 0) return { type: "Ready", status: "True" };
  const texts = missing.map((gate) => {
    const found = podCondition(pod, gate.conditionType);
    if (found === undefined)
      return `corresponding condition of pod readiness gate "${gate.conditionType}" does not exist.`;
    return `the status of pod readiness gate "${gate.conditionType}" is not "True", but ${found.status}`;
  });
  return { type: "Ready", status: "False", reason: "ReadinessGatesNotReady", message: texts.join(", ") };
}

/** @see pkg/kubelet/status/generate.go, `GeneratePodInitializedCondition` (1.36) */
function initialized(facts: PodFacts): Wanted {
  if (facts.phase === "Succeeded") return { type: "Initialized", status: "True", reason: "PodCompleted" };
  const incomplete = facts.initContainers.filter((status) => !isInitialized(status));
  if (incomplete.length === 0) return { type: "Initialized", status: "True" };
  const message = `containers with incomplete status: ${names(incomplete)}`;
  return { type: "Initialized", status: "False", reason: "ContainersNotInitialized", message };
}

function says(condition: PodCondition, { status, reason, message }: Wanted): boolean {
  return condition.status === status && condition.reason === reason && condition.message === message;
}

/** The condition that the pod has, where that says the same, or a new one. */
function conditionOf(pod: Pod, wanted: Wanted, moves: boolean, now: Instant): PodCondition {
  const { type, status, reason, message } = wanted;
  const old = podCondition(pod, type);
  const hasMoved = moves || old?.status !== status || typeof old.lastTransitionTime !== "string";
  const isOurs = old?.lastProbeTime === null && old.observedGeneration === undefined;
  if (!hasMoved && isOurs && says(old, wanted)) return old;
  const lastTransitionTime = hasMoved ? timestamp(now) : (old.lastTransitionTime ?? timestamp(now));
  if (reason === undefined) return { type, status, lastProbeTime: null, lastTransitionTime };
  if (message === undefined) return { type, status, reason, lastProbeTime: null, lastTransitionTime };
  return { type, status, reason, message, lastProbeTime: null, lastTransitionTime };
}

const OURS = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"];

/**
 * The pod's conditions in the kubelet's order, each with the time of its last change of status, followed by those that
 * others set. ContainersReady also moves its time when the containers begin anew: that is where their times count from.
 */
export function conditionsOf(pod: Pod, facts: PodFacts, now: Instant): readonly PodCondition[] {
  const containers = containersReady(facts);
  const wanted: readonly Wanted[] = [
    { type: "PodReadyToStartContainers", status: facts.sandbox ? "True" : "False" },
    initialized(facts),
    ready(pod, containers),
    containers,
    { type: "PodScheduled", status: "True" },
  ];
  const conditions = wanted.map((condition) =>
    conditionOf(pod, condition, facts.anew === true && condition === containers, now),
  );
  for (const other of pod.status?.conditions ?? []) if (!OURS.includes(other.type)) conditions.push(other);
  return conditions;
}
