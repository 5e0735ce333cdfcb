import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { budgetBreaksQuorum } from "../../../src/lint/rules/budget-breaks-quorum.ts";
import { messagesIn } from "../messages.ts";

const found = (image: string, replicas: number, limit: string): readonly string[] =>
  messagesIn(
    documents(
      exampleService(),
      exampleSet({ image, head: `serviceName: db\nreplicas: ${replicas}` }),
      exampleObject("policy/v1", "PodDisruptionBudget", {
        body: `spec:\n  selector:\n    matchLabels:\n      app: db\n  ${limit}`,
      }),
    ),
    budgetBreaksQuorum,
  );

it("counts the members that are left", () => {
  expect(found("zookeeper:3.9", 5, "minAvailable: 3")).toEqual([]);
  expect(found("zookeeper:3.9", 5, "minAvailable: 2")).toEqual([
    "spec.minAvailable: 3 of 5 members of zookeeper may go at once, and 2 are no majority",
  ]);
  expect(found("zookeeper:3.9", 3, "maxUnavailable: 34%")).toEqual([
    "spec.maxUnavailable: 2 of 3 members of zookeeper may go at once, and 1 is no majority",
  ]);
});

it("says nothing of programs whose members do not vote, and of what other rules tell", () => {
  expect(found("postgres:17", 3, "maxUnavailable: 2")).toEqual([]);
  expect(found("patroni:4", 3, "maxUnavailable: 2")).toEqual([]);
  expect(found("zookeeper:3.9", 3, "maxUnavailable: 3")).toEqual([]);
  expect(found("zookeeper:3.9", 1, "maxUnavailable: 1")).toEqual([]);
});
