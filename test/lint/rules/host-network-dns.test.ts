import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { hostNetworkDns } from "../../../src/lint/rules/host-network-dns.ts";
import { messagesIn } from "../messages.ts";

it("lets a pod name its own resolvers", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ pod: "dnsPolicy: None\ndnsConfig:\n  nameservers:\n    - 10.96.0.10" })),
      hostNetworkDns,
    ),
  ).toEqual([]);
  expect(messagesIn(exampleSet({ head: "replicas: 1", pod: "hostNetwork: true" }), hostNetworkDns)).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ pod: "hostNetwork: true\ndnsPolicy: ClusterFirst" })),
      hostNetworkDns,
    ),
  ).toEqual([
    "spec.template.spec.dnsPolicy: dnsPolicy ClusterFirst with hostNetwork means the DNS of the node, which answers NXDOMAIN to db-0.db.default.svc",
  ]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ pod: "hostNetwork: true\ndnsPolicy: Default" })),
      hostNetworkDns,
    ),
  ).toEqual([
    "spec.template.spec.dnsPolicy: dnsPolicy Default with hostNetwork means the DNS of the node, which answers NXDOMAIN to db-0.db.default.svc",
  ]);
});

it.each([
  [
    "8.8.8.8",
    [
      "spec.template.spec.dnsConfig.nameservers: 8.8.8.8 do not know the cluster and answer NXDOMAIN to db-0.db.default.svc",
    ],
  ],
  ["10.96.0.10", []],
])("asks whether the resolver %s knows the cluster", (address, findings) => {
  const pod = `dnsPolicy: None\ndnsConfig:\n  nameservers:\n    - ${address}`;
  expect(messagesIn(documents(exampleService(), exampleSet({ pod })), hostNetworkDns)).toEqual(findings);
});
