import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
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

it("looks at other pods where they name something of the cluster", () => {
  const app = (arg: string, pod: string): readonly string[] =>
    messagesIn(
      documents(exampleService(), exampleSet(), exampleDeployment({ pod, container: `args:\n  - --db=${arg}` })),
      hostNetworkDns,
    );
  expect(app("example.com:5432", "hostNetwork: true")).toEqual([]);
  expect(app("db-0.db:5432", "")).toEqual([]);
  expect(app("db-0.db:5432", "hostNetwork: true")).toEqual([
    "spec.template.spec.dnsPolicy: dnsPolicy ClusterFirst with hostNetwork means the DNS of the node, which answers NXDOMAIN to db-0.db",
  ]);
  expect(app("db:5432", "dnsPolicy: Default")).toEqual([
    "spec.template.spec.dnsPolicy: dnsPolicy Default means the DNS of the node, which answers NXDOMAIN to db",
  ]);
});

it("knows that nothing completes a name without searches", () => {
  const found = (arg: string, more = ""): readonly string[] =>
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: `dnsPolicy: None\ndnsConfig:\n  nameservers:\n    - 10.96.0.10${more}`,
          container: `args:\n  - --join=${arg}`,
        }),
      ),
      hostNetworkDns,
    );
  expect(found("db-0.db:5432")).toEqual([
    "spec.template.spec.dnsConfig: without searches db-0.db is asked for as it stands and answers NXDOMAIN",
  ]);
  expect(found("db-0.db.default.svc.cluster.local:5432")).toEqual([]);
  expect(found("db-0.db:5432", "\n  searches:\n    - default.svc.cluster.local")).toEqual([]);
});
