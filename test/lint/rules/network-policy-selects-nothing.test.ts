import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { networkPolicySelectsNothing } from "../../../src/lint/rules/network-policy-selects-nothing.ts";
import { messagesIn } from "../messages.ts";

const policy = (selector: string): string =>
  exampleObject("networking.k8s.io/v1", "NetworkPolicy", { body: `spec:\n  podSelector:${selector}\n  ingress: []` });

it.each([
  " {}",
  "\n    matchLabels:\n      operator.example.com/cluster: main",
  "\n    matchLabels:\n      statefulset.kubernetes.io/pod-name: db-0",
  "\n    matchExpressions:\n      - key: app\n        operator: In\n        values: [db]",
])("leaves selectors alone that match, and those of pods that something else makes:%s", (selector) => {
  expect(messagesIn(documents(exampleService(), exampleSet(), policy(selector)), networkPolicySelectsNothing)).toEqual(
    [],
  );
});

it("says where the pods are that match", () => {
  const set = exampleSet({ namespace: "data" });
  expect(messagesIn(documents(set, policy("\n    matchLabels:\n      app: db")), networkPolicySelectsNothing)).toEqual([
    "metadata.namespace: no pod of namespace default matches app=db, but StatefulSet db of namespace data does",
  ]);
});
