import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { nodeNameFixed } from "../../../src/lint/rules/node-name-fixed.ts";
import { messagesIn } from "../messages.ts";

it("minds nodeName, not a selector of several nodes", () => {
  expect(
    messagesIn(documents(exampleService(), exampleSet({ pod: "nodeSelector:\n  disk: fast" })), nodeNameFixed),
  ).toEqual([]);
  expect(messagesIn(documents(exampleService(), exampleSet({ pod: "nodeName: a" })), nodeNameFixed)).toEqual([
    "spec.template.spec.nodeName: every pod is put on the node a",
  ]);
});

it("minds a selector of one host for several pods", () => {
  const set = (replicas: number): string =>
    exampleSet({ head: `serviceName: db\nreplicas: ${replicas}`, pod: "nodeSelector:\n  kubernetes.io/hostname: a" });
  expect(messagesIn(set(1), nodeNameFixed)).toEqual([]);
  expect(messagesIn(set(2), nodeNameFixed)).toEqual([
    "spec.template.spec.nodeSelector[kubernetes.io/hostname]: all 2 pods are bound to the node a, and stay Pending while it is full or gone",
  ]);
});
