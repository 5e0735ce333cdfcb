import { describe, expect, it } from "vitest";
import { perform } from "../../../src/cluster/client/perform.ts";
import type { Outcome, Request } from "../../../src/cluster/client/request.ts";
import { rolloutHistory } from "../../../src/rollout/history.ts";
import { rolloutStatus } from "../../../src/rollout/status.ts";
import { Stage } from "./stage.ts";

const line = (stage: Stage): string => rolloutStatus(stage.web()).line;

function undo(stage: Stage, toRevision = 0, words: readonly string[] = ["sts/web"]): Outcome {
  const scope = { namespace: "default", namespaceIsExplicit: false };
  const request: Request = { ...scope, verb: "rollout-undo", targets: { words }, toRevision, dryRun: "none" };
  const outcome = perform(stage.sim.cluster, request);
  stage.settle();
  return outcome;
}

const operations = ({ results }: Outcome): readonly string[] => results.map(({ operation }) => operation);

describe("rollout status", () => {
  it("RS-1: ordinary sets are told of as partitioned", () => {
    const stage = new Stage().set();
    expect(line(stage)).toBe("partitioned roll out complete: 3 new pods have been updated...");
    const bare = new Stage().set({ more: { updateStrategy: { type: "RollingUpdate" } } });
    expect(line(bare)).toBe("statefulset rolling update complete 3 pods at revision web-77cff5465...");
  });

  it("RS-2: is done when it says so, and not before", () => {
    const stage = new Stage().set();
    stage.image("a:2");
    expect(rolloutStatus(stage.web())).toEqual({
      line: "Waiting for statefulset spec update to be observed...",
      done: false,
    });
    stage.pass(0.5);
    expect(rolloutStatus(stage.web()).done).toBe(false);
    stage.settle();
    expect(rolloutStatus(stage.web()).done).toBe(true);
    expect(() => rolloutStatus(stage.web(), -1)).toThrow("revision must be a positive integer: -1");
  });

  it("RS-3: does not see availability, nor pods below the partition, and nothing is complete at once", () => {
    const slow = new Stage().set({ replicas: 1, more: { minReadySeconds: 3600 } });
    slow.image("a:2").pass(30);
    expect([slow.status().availableReplicas, rolloutStatus(slow.web()).done]).toEqual([0, true]);
    const none = new Stage().set({ replicas: 0 });
    expect(line(none)).toBe("partitioned roll out complete: 0 new pods have been updated...");
  });

  it("RS-4: a strategy without a rollout has no status", () => {
    const stage = new Stage().set({ more: { updateStrategy: { type: "OnDelete" } } });
    expect(() => line(stage)).toThrow("rollout status is only available for RollingUpdate strategy type");
  });
});

describe("rollout undo", () => {
  it("RU-1: toggles between the two newest templates", () => {
    const stage = new Stage().set().image("a:2");
    stage.settle();
    expect(operations(undo(stage))).toEqual(["rolled back"]);
    expect(stage.images()[0]).toBe("web-0=a:1");
    undo(stage);
    expect(stage.images()[0]).toBe("web-0=a:2");
    expect(stage.history()).toEqual(["3:web-77cff5465", "4:web-5ddf6c5c88"]);
  });

  it("RU-1: history lists what the set controls, by number", () => {
    const stage = new Stage().set({ annotations: { "kubernetes.io/change-cause": "v1" } }).image("a:2");
    stage.settle();
    const entries = rolloutHistory(stage.sim.cluster.view(), stage.web());
    expect(entries.map(({ number, changeCause }) => `${number} ${changeCause}`)).toEqual(["1 v1", "2 v1"]);
  });

  it("RU-2: does not free a stuck rollout in order", () => {
    const stage = new Stage().set().fail("image/a:2", "crash-loop").image("a:2");
    stage.settle();
    undo(stage);
    expect(stage.images()).toEqual(["web-0=a:1", "web-1=a:1", "web-2=a:2"]);
    expect(line(stage)).toBe("Waiting for 1 pods to be ready...");
  });

  it("says what it cannot do", () => {
    const stage = new Stage().set();
    const messages = (outcome: Outcome): readonly string[] =>
      outcome.failures.map((failure) => (failure.kind === "client" ? failure.message : failure.status.message));
    expect(messages(undo(stage))).toEqual(["no last revision to roll back to"]);
    expect(messages(undo(stage, 7))).toEqual(["unable to find specified revision 7 in history"]);
    expect(operations(undo(stage, 1))).toEqual(["skipped rollback (current template already matches revision 1)"]);
    expect(messages(undo(stage, 0, ["sts/nope"]))).toEqual(['statefulsets.apps "nope" not found']);
  });
});
