import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/api/object.ts";
import { EMPTY_SNAPSHOT } from "../../src/cluster/snapshot.ts";
import { impliedFaults } from "../../src/sim/implied-faults.ts";
import { openSimulation } from "../../src/sim/simulation.ts";

const NOW = Date.UTC(2026, 0, 2);
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString().replace(".000Z", "Z");

interface Shape {
  readonly status?: object;
  readonly nodeName?: string | undefined;
  readonly metadata?: object;
}

function pod({ status = {}, metadata = {}, ...rest }: Shape): KubeObject {
  const nodeName = "nodeName" in rest ? rest.nodeName : "node-1";
  const spec = { containers: [{ name: "c", image: "c:1" }], ...(nodeName === undefined ? {} : { nodeName }) };
  const own = { name: "web-0", namespace: "default", uid: "u", creationTimestamp: at(-60), ...metadata };
  return { apiVersion: "v1", kind: "Pod", metadata: own, spec, status: { phase: "Running", ...status } } as KubeObject;
}

function node(ready: string): KubeObject {
  const conditions = [{ type: "Ready", status: ready }];
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "node-1", uid: "n" },
    spec: {},
    status: { conditions },
  } as KubeObject;
}

const waiting = (reason: string): object => ({ containerStatuses: [{ name: "c", state: { waiting: { reason } } }] });
const unready = (minutes: number): object => ({
  conditions: [{ type: "Ready", status: "False", lastTransitionTime: at(-minutes) }],
});
const unscheduled = (reason: string): object => ({
  phase: "Pending",
  conditions: [{ type: "PodScheduled", status: "False", reason }],
});

describe("the faults that imported objects show", () => {
  it.each([
    ["crashes", pod({ status: waiting("CrashLoopBackOff") }), "crash-loop"],
    ["cannot pull", pod({ status: { phase: "Pending", ...waiting("ErrImagePull") } }), "image-pull"],
    ["lacks its configuration", pod({ status: waiting("CreateContainerConfigError") }), "not-ready"],
    ["has long been unready", pod({ status: unready(6) }), "not-ready"],
    ["has just begun", pod({ status: unready(1) }), undefined],
    ["is being created", pod({ status: { phase: "Pending", ...waiting("ContainerCreating") } }), undefined],
    ["finds no node", pod({ nodeName: undefined, status: unscheduled("Unschedulable") }), "unschedulable"],
    ["is not looked at yet", pod({ nodeName: undefined, status: { phase: "Pending" } }), undefined],
    ["does not go", pod({ metadata: { deletionTimestamp: at(-10) } }), "stuck-terminating"],
    ["is going", pod({ metadata: { deletionTimestamp: at(0) } }), undefined],
    ["is well", pod({}), undefined],
    ["has ended", pod({ status: { phase: "Succeeded" } }), undefined],
  ])("of a pod that %s", (_what, object, as) => {
    const fault = { target: "pod/web-0", namespace: "default", as, uid: "u" };
    expect(impliedFaults([object], NOW)).toEqual(as === undefined ? [] : [fault]);
  });

  it("of a node that nothing is heard of, instead of those of its pods", () => {
    const down = { target: "node/node-1", namespace: "", as: "down" };
    expect(impliedFaults([pod({ status: unready(60) }), node("Unknown")], NOW)).toEqual([down]);
    expect(impliedFaults([node("True")], NOW)).toEqual([]);
  });
});

describe("an import", () => {
  it.each([
    ["nothing here keeps", {}, 1],
    ["a missing claim keeps", { volumes: [{ name: "d", persistentVolumeClaim: { claimName: "d" } }] }, 0],
    ["a label of no node keeps", { nodeSelector: { disk: "ssd" } }, 0],
  ])("makes a fault of a pod without a node that %s from one", (_what, spec, count) => {
    const simulation = openSimulation(EMPTY_SNAPSHOT);
    const stuck = pod({ nodeName: undefined, status: unscheduled("Unschedulable") });
    const own = { ...(stuck as unknown as { spec: object }).spec, ...spec };
    expect(simulation.import([{ ...stuck, spec: own } as KubeObject], NOW)).toHaveLength(count);
  });

  it("keeps a pod failing until it is replaced", () => {
    const simulation = openSimulation(EMPTY_SNAPSHOT);
    expect(simulation.import([pod({ status: waiting("CrashLoopBackOff") })], NOW)).toHaveLength(1);
    const phaseOf = (): unknown => {
      simulation.run({ kind: "settled" });
      const { containerStatuses = [] } = simulation.cluster.view().get("Pod", "default", "web-0")?.status ?? {};
      return containerStatuses[0]?.state?.waiting?.reason ?? containerStatuses[0]?.ready;
    };
    expect(phaseOf()).toBe("CrashLoopBackOff");
    simulation.cluster.delete({ kind: "Pod", namespace: "default", name: "web-0" }, { gracePeriodSeconds: 0 });
    expect(simulation.cluster.world.faults).toEqual([]);
    const { uid: _uid, ...metadata } = pod({}).metadata;
    simulation.cluster.create({ ...pod({}), metadata, status: undefined }, "default");
    expect(phaseOf()).toBe(true);
  });
});
