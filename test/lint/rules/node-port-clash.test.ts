import { expect, it } from "vitest";
import { documents, exampleService } from "../../../src/lint/example.ts";
import { nodePortClash } from "../../../src/lint/rules/node-port-clash.ts";
import { messagesIn } from "../messages.ts";

it("counts protocols and namespaces together", () => {
  const ports = "type: NodePort\nselector:\n  app: db\nports:\n  - port: 5432\n    nodePort: 31000";
  const message = 'spec.ports[0].nodePort: node port 31000 is that of Service "a" already';
  const first = exampleService({ name: "a", spec: ports });
  for (const second of [
    exampleService({ name: "b", spec: `${ports}\n    protocol: UDP` }),
    exampleService({ namespace: "other", name: "b", spec: ports }),
  ]) {
    expect(messagesIn(documents(first, second), nodePortClash)).toEqual([message]);
  }
});

it("counts the port of health checks", () => {
  const balancer = exampleService({
    name: "front",
    spec: "type: LoadBalancer\nexternalTrafficPolicy: Local\nhealthCheckNodePort: 31000\nselector:\n  app: db\nports:\n  - port: 80",
  });
  const other = exampleService({
    spec: "type: NodePort\nselector:\n  app: db\nports:\n  - port: 80\n    nodePort: 31000",
  });
  expect(messagesIn(documents(balancer, other), nodePortClash)).toEqual([
    'spec.ports[0].nodePort: node port 31000 is that of Service "front" already',
  ]);
  expect(messagesIn(documents(other, balancer), nodePortClash)).toEqual([
    'spec.healthCheckNodePort: node port 31000 is that of Service "db" already',
  ]);
});
