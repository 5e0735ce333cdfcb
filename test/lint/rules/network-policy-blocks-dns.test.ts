import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { networkPolicyBlocksDns } from "../../../src/lint/rules/network-policy-blocks-dns.ts";
import { messagesIn } from "../messages.ts";

const policy = (name: string, spec: string): string =>
  exampleObject("networking.k8s.io/v1", "NetworkPolicy", { name, body: `spec:\n  podSelector: {}\n${spec}` });
const DENY = policy("deny", "  policyTypes: [Ingress, Egress]");
const FLAW = "metadata.name: NetworkPolicy deny lets no lookup out of the pods of db: asking for db-0.db times out";

it.each([
  "    - ports: [{port: 53, protocol: UDP}]",
  "    - ports: [{port: 1, endPort: 1024, protocol: UDP}]",
  "    - ports: [{port: dns, protocol: UDP}]",
  "    - to: [{namespaceSelector: {}}]",
  "    - to: [{ipBlock: {cidr: 169.254.20.10/32}}]",
  "    - {}",
])("knows what allows lookups: %s", (rule) => {
  const allow = policy("allow", `  policyTypes: [Egress]\n  egress:\n${rule}`);
  expect(messagesIn(documents(exampleService(), exampleSet(), DENY, allow), networkPolicyBlocksDns)).toEqual([]);
});

it.each(["    - ports: [{port: 5432}]", "    - ports: [{port: 54, endPort: 99}]", "    - to: [{podSelector: {}}]"])(
  "knows what does not: %s",
  (rule) => {
    const allow = policy("allow", `  policyTypes: [Egress]\n  egress:\n${rule}`);
    expect(messagesIn(documents(exampleService(), exampleSet(), DENY, allow), networkPolicyBlocksDns)).toEqual([FLAW]);
  },
);

it("leaves policies on what comes in alone, other namespaces, and pods in the network of their nodes", () => {
  const ingress = policy("in", "  ingress: []");
  expect(messagesIn(documents(exampleService(), exampleSet(), ingress), networkPolicyBlocksDns)).toEqual([]);
  expect(messagesIn(documents(exampleSet({ namespace: "other" }), DENY), networkPolicyBlocksDns)).toEqual([]);
  expect(messagesIn(documents(exampleSet({ pod: "hostNetwork: true" }), DENY), networkPolicyBlocksDns)).toEqual([]);
});
