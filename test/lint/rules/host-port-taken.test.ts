import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject } from "../../../src/lint/example.ts";
import { hostPortTaken } from "../../../src/lint/rules/host-port-taken.ts";
import { messagesIn } from "../messages.ts";

function agent(port: string, pod = "", name = "agent"): string {
  const body = `spec:\n  selector:\n    matchLabels:\n      app: ${name}\n  template:\n    metadata:\n      labels:\n        app: ${name}\n    spec:\n${pod}      containers:\n        - name: a\n          image: a:1\n          ports:\n            - ${port}`;
  return exampleObject("apps/v1", "DaemonSet", { name, body });
}

const NINE = "{containerPort: 9100, hostPort: 9100}";
const HOST = "      hostNetwork: true\n";

it.each([
  [agent(NINE), "ports: [{containerPort: 80, hostPort: 9100}]", "", "hostPort"],
  [agent("{containerPort: 9100}", HOST), "ports: [{containerPort: 80, hostPort: 9100}]", "", "hostPort"],
  [agent(NINE), "ports: [{containerPort: 9100}]", "hostNetwork: true", "containerPort"],
])("knows ports of the host network too", (daemons, container, pod, field) => {
  expect(messagesIn(documents(daemons, exampleDeployment({ container, pod })), hostPortTaken)).toEqual([
    `spec.template.spec.containers[0].ports[0].${field}: port 9100 of every node is taken by DaemonSet agent`,
  ]);
});

it.each([
  [agent(NINE), "ports: [{containerPort: 9100}]"],
  [agent(NINE), "ports: [{containerPort: 80, hostPort: 9100, protocol: UDP}]"],
  [agent("{containerPort: 9100, hostPort: 9100, hostIP: 127.0.0.1}"), "ports: [{containerPort: 80, hostPort: 9100}]"],
  [agent(NINE, '      nodeSelector:\n        gpu: "yes"\n'), "ports: [{containerPort: 80, hostPort: 9100}]"],
])("leaves other ports, addresses and nodes alone", (daemons, container) => {
  expect(messagesIn(documents(daemons, exampleDeployment({ container })), hostPortTaken)).toEqual([]);
});

it("tells of two DaemonSets at the second one", () => {
  expect(messagesIn(documents(agent(NINE), agent(NINE, "", "exporter")), hostPortTaken)).toHaveLength(1);
});
