import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { networkPolicyPartsPeers } from "../../../src/lint/rules/network-policy-parts-peers.ts";
import { messagesIn } from "../messages.ts";

const SET = exampleSet({ container: "args:\n  - --join=db-0.db,db-1.db" });

function policy(spec: string, name = "guard"): string {
  return exampleObject("networking.k8s.io/v1", "NetworkPolicy", { name, body: `spec:\n  podSelector: {}\n${spec}` });
}

function found(set: string, ...policies: readonly string[]): readonly string[] {
  return messagesIn(documents(...policies, exampleService(), set), networkPolicyPartsPeers);
}

it.each([
  ["  policyTypes: [Ingress]", "into"],
  ["  ingress:\n    - from:\n        - podSelector: {matchLabels: {app: app}}", "into"],
  ["  policyTypes: [Egress]\n  egress:\n    - to:\n        - podSelector: {matchLabels: {app: dns}}", "out of"],
])("knows what is dropped", (spec, way) => {
  expect(found(SET, policy(spec))).toEqual([
    `metadata.name: NetworkPolicy guard lets no peer ${way} the pods of db, which name each other`,
  ]);
});

it.each([
  "  ingress: [{}]",
  "  ingress:\n    - from:\n        - podSelector: {}",
  "  ingress:\n    - from:\n        - podSelector: {matchLabels: {app: db}}",
  "  ingress:\n    - from:\n        - namespaceSelector: {matchLabels: {name: shop}}",
  "  ingress:\n    - from:\n        - ipBlock: {cidr: 10.0.0.0/8}",
  "  policyTypes: [Egress]\n  egress: [{}]",
])("is content where peers may be let through", (spec) => {
  expect(found(SET, policy(spec))).toEqual([]);
});

it("adds policies up, and asks for pods that name each other", () => {
  const deny = policy("  policyTypes: [Ingress]");
  const allow = policy("  ingress:\n    - from:\n        - podSelector: {}", "peers");
  expect(found(SET, deny, allow)).toEqual([]);
  expect(found(exampleSet(), deny)).toEqual([]);
});
