import type { JsonObject } from "../../../src/base/json.ts";
import { WORKLOADS, type Budget, type MixedWorld, type Shape, type WorkloadKind } from "./world.ts";

interface Named {
  readonly kind: WorkloadKind;
  readonly name: string;
}

function claimTemplates(count: number): JsonObject[] {
  return Array.from({ length: count }, (_none, index) => ({
    metadata: { name: `c${index}` },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  }));
}

function setPart({ name }: Named, shape: Shape, world: MixedWorld): JsonObject {
  const { partition, maxUnavailable, whenDeleted, whenScaled } = shape;
  const gated = world.maxUnavailableGate && maxUnavailable !== 0 ? { maxUnavailable } : {};
  return {
    replicas: shape.replicas,
    serviceName: name,
    podManagementPolicy: world.parallel ? "Parallel" : "OrderedReady",
    ordinals: { start: shape.start },
    revisionHistoryLimit: shape.historyLimit,
    minReadySeconds: shape.minReadySeconds,
    persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
    updateStrategy: shape.byHand
      ? { type: "OnDelete" }
      : { type: "RollingUpdate", rollingUpdate: { partition, ...gated } },
    ...(world.claimTemplates === 0 ? {} : { volumeClaimTemplates: claimTemplates(world.claimTemplates) }),
  };
}

const isNothing = (amount: number | string): boolean => amount === 0 || amount === "0%";

function deploymentPart(shape: Shape): JsonObject {
  const { maxSurge, maxUnavailable } = shape;
  const bounds =
    isNothing(maxSurge) && isNothing(maxUnavailable) ? { maxSurge, maxUnavailable: 1 } : { maxSurge, maxUnavailable };
  return {
    replicas: shape.replicas,
    minReadySeconds: shape.minReadySeconds,
    revisionHistoryLimit: shape.historyLimit,
    strategy: shape.byHand ? { type: "Recreate" } : { type: "RollingUpdate", rollingUpdate: bounds },
  };
}

function daemonPart(shape: Shape): JsonObject {
  const { maxSurge, maxUnavailable } = shape;
  const surges = !isNothing(maxSurge) && isNothing(maxUnavailable);
  const bounds = surges
    ? { maxSurge, maxUnavailable: 0 }
    : { maxUnavailable: isNothing(maxUnavailable) ? 1 : maxUnavailable };
  return {
    minReadySeconds: shape.minReadySeconds,
    revisionHistoryLimit: shape.historyLimit,
    updateStrategy: shape.byHand ? { type: "OnDelete" } : { type: "RollingUpdate", rollingUpdate: bounds },
  };
}

function partOf(named: Named, shape: Shape, world: MixedWorld): JsonObject {
  switch (named.kind) {
    case "StatefulSet":
      return setPart(named, shape, world);
    case "Deployment":
      return deploymentPart(shape);
    case "DaemonSet":
      return daemonPart(shape);
    case "ReplicaSet":
      return { replicas: shape.replicas, minReadySeconds: shape.minReadySeconds };
  }
}

function podSpec(version: number): JsonObject {
  return { terminationGracePeriodSeconds: 5, containers: [{ name: "app", image: `app:${version}` }] };
}

/** The manifest of the workload with that number. */
export function workloadOf(world: MixedWorld, number: number, shape: Shape): JsonObject {
  const named = WORKLOADS[number] ?? WORKLOADS[0];
  const labels = { app: named.name };
  return {
    apiVersion: "apps/v1",
    kind: named.kind,
    metadata: { name: named.name, namespace: "default" },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec(shape.version) },
      ...partOf(named, shape, world),
    },
  };
}

/** Headless for sets, with an address of its own for the others. */
export function serviceOf(number: number): JsonObject {
  const { kind, name } = WORKLOADS[number] ?? WORKLOADS[0];
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: "default" },
    spec: {
      ...(kind === "StatefulSet" ? { clusterIP: "None" } : {}),
      selector: { app: name },
      ports: [{ port: 80 }],
    },
  };
}

export function budgetOf(name: string, { by, value, always }: Budget): JsonObject {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name, namespace: "default" },
    spec: {
      selector: { matchLabels: { app: name } },
      [by]: value,
      ...(always ? { unhealthyPodEvictionPolicy: "AlwaysAllow" } : {}),
    },
  };
}

export function podOf(name: string, app: string): JsonObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default", labels: { app } },
    spec: podSpec(1),
  };
}
