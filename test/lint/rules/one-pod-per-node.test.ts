import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { onePodPerNode } from "../../../src/lint/rules/one-pod-per-node.ts";
import { messagesIn } from "../messages.ts";

it("is silent where nodes are given", () => {
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Node", { name: "a", body: "" }),
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: db",
        }),
      ),
      onePodPerNode,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app: db",
        }),
      ),
      onePodPerNode,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: db",
        }),
      ),
      onePodPerNode,
    ),
  ).toEqual([
    "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]: anti-affinity by host name allows one pod on a node: at least 3 nodes are needed",
  ]);
});

it("counts zones where the pods are kept apart by zone", () => {
  const apart =
    "affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: topology.kubernetes.io/zone\n        labelSelector:\n          matchLabels:\n            app: db";
  expect(messagesIn(documents(exampleService(), exampleSet({ pod: apart })), onePodPerNode)).toEqual([
    "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]: anti-affinity by zone allows one pod in a zone: at least 3 zones are needed",
  ]);
});
