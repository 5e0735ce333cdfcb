import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { networkPolicyPortUnknown } from "../../../src/lint/rules/network-policy-port-unknown.ts";
import { messagesIn } from "../messages.ts";

const POLICY = (lines: string): string =>
  exampleObject("networking.k8s.io/v1", "NetworkPolicy", {
    body: `spec:\n  podSelector:\n    matchLabels:\n      app: db\n${lines}`,
  });
const SET = documents(exampleService(), exampleSet({ container: "ports:\n  - name: sql\n    containerPort: 5432" }));
const APP = exampleDeployment({ container: "ports:\n  - name: http\n    containerPort: 80" });

it("compares names and protocols with the pods that are selected", () => {
  expect(
    messagesIn(documents(POLICY("  ingress:\n    - ports:\n        - port: 9999"), SET), networkPolicyPortUnknown),
  ).toEqual([]);
  expect(
    messagesIn(documents(POLICY("  ingress:\n    - ports:\n        - port: http"), SET), networkPolicyPortUnknown),
  ).toEqual(['spec.ingress[0].ports[0].port: no container of StatefulSet db has a port named "http", only sql']);
  expect(
    messagesIn(
      documents(POLICY("  ingress:\n    - ports:\n        - port: sql\n          protocol: UDP"), SET),
      networkPolicyPortUnknown,
    ),
  ).toEqual(['spec.ingress[0].ports[0].port: port "sql" of StatefulSet db is TCP, not UDP']);
});

it("compares names on the way out with the pods that are let through to", () => {
  const out = (port: string, peer: string): string =>
    POLICY(`  egress:\n    - to:\n        - ${peer}\n      ports:\n        - port: ${port}`);
  const app = "podSelector:\n            matchLabels:\n              app: app";
  expect(messagesIn(documents(out("http", app), SET, APP), networkPolicyPortUnknown)).toEqual([]);
  expect(messagesIn(documents(out("sql", app), SET, APP), networkPolicyPortUnknown)).toEqual([
    'spec.egress[0].ports[0].port: no container of Deployment app has a port named "sql", only http',
  ]);
  expect(messagesIn(documents(out("dns", "namespaceSelector: {}"), SET, APP), networkPolicyPortUnknown)).toEqual([]);
});
