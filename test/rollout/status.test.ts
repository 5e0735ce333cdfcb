import { describe, expect, it } from "vitest";
import type { DaemonSet } from "../../src/api/kinds/daemonset/types.ts";
import type { Deployment } from "../../src/api/kinds/deployment/types.ts";
import type {
  StatefulSet,
  StatefulSetStatus,
  StatefulSetUpdateStrategy,
} from "../../src/api/kinds/statefulset/types.ts";
import { rolloutStatus } from "../../src/rollout/status.ts";

const template = { spec: { containers: [] } };
const selector = { matchLabels: { app: "web" } };
const rolling: StatefulSetUpdateStrategy = { type: "RollingUpdate", rollingUpdate: { partition: 0 } };

function set(status: Partial<StatefulSetStatus>, updateStrategy = rolling): StatefulSet {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "web", generation: 2 },
    spec: { replicas: 3, selector, template, updateStrategy },
    status: { replicas: 3, observedGeneration: 2, readyReplicas: 3, ...status },
  };
}

const noBlock: StatefulSetUpdateStrategy = { type: "RollingUpdate" };
const revisions = { currentRevision: "web-a", updateRevision: "web-b" };

function deployment(status: Deployment["status"] & object, observedGeneration = 1): Deployment {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", generation: 1, annotations: { "deployment.kubernetes.io/revision": "2" } },
    spec: { replicas: 3, selector, template },
    status: { observedGeneration, ...status },
  };
}

function daemon(updatedNumberScheduled: number, numberAvailable: number): DaemonSet {
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: "agent", generation: 1 },
    spec: { selector, template, updateStrategy: { type: "RollingUpdate" } },
    status: {
      currentNumberScheduled: 3,
      numberMisscheduled: 0,
      desiredNumberScheduled: 3,
      numberReady: 3,
      observedGeneration: 1,
      updatedNumberScheduled,
      numberAvailable,
    },
  };
}

describe("rollout status of a StatefulSet", () => {
  it.each([
    [set({ observedGeneration: 1 }), "Waiting for statefulset spec update to be observed...", false],
    [set({ readyReplicas: 2 }), "Waiting for 1 pods to be ready...", false],
    [
      set({ updatedReplicas: 1 }),
      "Waiting for partitioned roll out to finish: 1 out of 3 new pods have been updated...",
      false,
    ],
    [set({ updatedReplicas: 3 }), "partitioned roll out complete: 3 new pods have been updated...", true],
    [
      set({ updatedReplicas: 1 }, { type: "RollingUpdate", rollingUpdate: { partition: 2 } }),
      "partitioned roll out complete: 1 new pods have been updated...",
      true,
    ],
    [
      set({ ...revisions, updatedReplicas: 1 }, noBlock),
      "waiting for statefulset rolling update to complete 1 pods at revision web-b...",
      false,
    ],
    [
      set({ currentRevision: "web-b", updateRevision: "web-b", currentReplicas: 3 }, noBlock),
      "statefulset rolling update complete 3 pods at revision web-b...",
      true,
    ],
  ])("row %#", (object, line, done) => {
    expect(rolloutStatus(object)).toEqual({ line, done });
  });

  it("is refused for other strategies and for negative revisions", () => {
    expect(() => rolloutStatus(set({}, { type: "OnDelete" }))).toThrow(
      "rollout status is only available for RollingUpdate strategy type",
    );
    expect(() => rolloutStatus(set({}), -1)).toThrow("revision must be a positive integer: -1");
  });
});

describe("rollout status of a Deployment", () => {
  it.each([
    [deployment({}, 0), "Waiting for deployment spec update to be observed..."],
    [
      deployment({ updatedReplicas: 1 }),
      'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
    ],
    [
      deployment({ updatedReplicas: 3, replicas: 4 }),
      'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...',
    ],
    [
      deployment({ updatedReplicas: 3, replicas: 3, availableReplicas: 2 }),
      'Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are available...',
    ],
    [deployment({ updatedReplicas: 3, replicas: 3, availableReplicas: 3 }), 'deployment "web" successfully rolled out'],
  ])("row %#", (object, line) => {
    expect(rolloutStatus(object).line).toBe(line);
  });

  it("fails after its deadline, and for another revision than the running one", () => {
    const late = deployment({
      conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" }],
    });
    expect(() => rolloutStatus(late)).toThrow('deployment "web" exceeded its progress deadline');
    expect(() => rolloutStatus(late, 1)).toThrow("desired revision (1) is different from the running revision (2)");
    const metadata = { name: "web", annotations: { "deployment.kubernetes.io/revision": "x" } };
    expect(() => rolloutStatus({ ...late, metadata }, 1)).toThrow(
      'cannot get the revision of deployment "web": strconv.ParseInt: parsing "x": invalid syntax',
    );
  });
});

describe("rollout status of a DaemonSet", () => {
  it.each([
    [daemon(2, 3), 'Waiting for daemon set "agent" rollout to finish: 2 out of 3 new pods have been updated...'],
    [daemon(3, 2), 'Waiting for daemon set "agent" rollout to finish: 2 of 3 updated pods are available...'],
    [daemon(3, 3), 'daemon set "agent" successfully rolled out'],
  ])("row %#", (object, line) => {
    expect(rolloutStatus(object).line).toBe(line);
  });
});
