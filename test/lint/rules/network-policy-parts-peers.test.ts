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

it("compares the ports that peers are named with", () => {
  const found = (rule: string): readonly string[] =>
    messagesIn(
      documents(
        exampleObject("networking.k8s.io/v1", "NetworkPolicy", {
          body: `spec:\n  podSelector:\n    matchLabels:\n      app: db\n  ingress:\n    - ports:\n        - ${rule}`,
        }),
        exampleService(),
        exampleSet({
          container:
            "args:\n  - --join=db-0.db:7000,db-1.db:7000\nports:\n  - name: peer\n    containerPort: 7000\n  - name: sql\n    containerPort: 5432",
        }),
      ),
      networkPolicyPartsPeers,
    );
  const flaw = ["metadata.name: NetworkPolicy db lets no peer at port 7000 into the pods of db, which name each other"];
  expect(found("port: peer")).toEqual([]);
  expect(found("port: 6000\n          endPort: 8000")).toEqual([]);
  expect(found("protocol: TCP")).toEqual([]);
  expect(found("port: sql")).toEqual(flaw);
  expect(found("port: 5432")).toEqual(flaw);
  expect(found("port: 7000\n          protocol: UDP")).toEqual(flaw);
});
