import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { networkPolicyPeerUnknown } from "../../../src/lint/rules/network-policy-peer-unknown.ts";
import { messagesIn } from "../messages.ts";

const POLICY = (peer: string): string =>
  exampleObject("networking.k8s.io/v1", "NetworkPolicy", {
    body: `spec:\n  podSelector:\n    matchLabels:\n      app: db\n  egress:\n    - to:\n        - ${peer}`,
  });
const BY = (label: string): string => `podSelector:\n            matchLabels:\n              ${label}`;
const found = (peer: string): readonly string[] =>
  messagesIn(
    documents(POLICY(peer), exampleService(), exampleSet(), exampleDeployment({ selector: "app: frontend" })),
    networkPolicyPeerUnknown,
  );

it("knows what is nearly the label of a pod", () => {
  expect(found(BY("app: frontend"))).toEqual([]);
  expect(found(BY("name: frontend"))).toEqual([
    "spec.egress[0].to[0].podSelector: no pod of namespace default carries name=frontend, those of Deployment app carry app=frontend",
  ]);
  expect(found(BY("app: frontned"))).toHaveLength(1);
});

it("takes other labels for those of somebody else's pods", () => {
  expect(found(BY('db-client: "true"'))).toEqual([]);
  expect(found(BY("app: monitoring"))).toEqual([]);
  expect(found(BY("app: frontend2"))).toEqual([]);
  expect(found(`${BY("app: frontned")}\n          namespaceSelector: {}`)).toEqual([]);
});
