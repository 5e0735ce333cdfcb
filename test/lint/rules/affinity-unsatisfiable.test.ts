import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { affinityUnsatisfiable } from "../../../src/lint/rules/affinity-unsatisfiable.ts";
import { messagesIn } from "../messages.ts";

it("needs every alternative to be impossible", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: app",
        }),
        exampleDeployment(),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - key: z\n              operator: In\n              values:\n                - a\n            - key: z\n              operator: NotIn\n              values:\n                - a\n        - matchExpressions:\n            - key: z\n              operator: In\n              values:\n                - b",
        }),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - key: z\n              operator: Exists\n            - key: z\n              operator: DoesNotExist",
        }),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual([
    "spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]: no node can satisfy z Exists and DoesNotExist",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - key: z\n              operator: In\n              values:\n                - a\n            - key: z\n              operator: In\n              values:\n                - b",
        }),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual([
    "spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]: no node can satisfy z In (a) and what else is asked of it",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: db\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: db",
        }),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual([
    "spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]: the pods are to be together and apart by kubernetes.io/hostname",
  ]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Node", { name: "a", body: "" }),
        exampleService(),
        exampleSet({ pod: "nodeSelector:\n  disk: fast" }),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual(["spec.template.spec.nodeSelector: none of the 1 nodes of the manifests carries disk=fast"]);
});
