import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { moreReplicasThanNodes } from "../../../src/lint/rules/more-replicas-than-nodes.ts";
import { messagesIn } from "../messages.ts";

it("counts what an autoscaler may make", () => {
  expect(
    messagesIn(
      documents(exampleObject("v1", "Node", { name: "a", body: "" }), exampleService(), exampleSet()),
      moreReplicasThanNodes,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Node", { name: "a", body: "" }),
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: db",
        }),
      ),
      moreReplicasThanNodes,
    ),
  ).toEqual([
    "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]: anti-affinity by host name allows one pod on a node: 3 replicas, 1 nodes",
  ]);
});
