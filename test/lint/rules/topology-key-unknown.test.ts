import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { topologyKeyUnknown } from "../../../src/lint/rules/topology-key-unknown.ts";
import { messagesIn } from "../messages.ts";

it("accepts keys of one's own, and labels of given nodes", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: example.com/rack\n          labelSelector:\n            matchLabels:\n              app: db",
        }),
      ),
      topologyKeyUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Node", { name: "a", metadata: "labels:\n  kubernetes.io/rack: r1", body: "" }),
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: kubernetes.io/rack\n          labelSelector:\n            matchLabels:\n              app: db",
        }),
      ),
      topologyKeyUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: topology.kubernetes.io/zones\n          labelSelector:\n            matchLabels:\n              app: db",
        }),
      ),
      topologyKeyUnknown,
    ),
  ).toEqual([
    "spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey: nodes carry no label topology.kubernetes.io/zones",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: hostname\n          labelSelector:\n            matchLabels:\n              app: db",
        }),
      ),
      topologyKeyUnknown,
    ),
  ).toEqual([
    "spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey: nodes carry no label hostname",
  ]);
});
