import { expect, it } from "vitest";
import { documents, exampleService } from "../../../src/lint/example.ts";
import { nodePortClash } from "../../../src/lint/rules/node-port-clash.ts";
import { messagesIn } from "../messages.ts";

it("counts protocols apart and namespaces together", () => {
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "a",
          spec: "type: NodePort\nselector:\n  app: db\nports:\n  - port: 5432\n    nodePort: 31000",
        }),
        exampleService({
          name: "b",
          spec: "type: NodePort\nselector:\n  app: db\nports:\n  - port: 5432\n    nodePort: 31000\n    protocol: UDP",
        }),
      ),
      nodePortClash,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "a",
          spec: "type: NodePort\nselector:\n  app: db\nports:\n  - port: 5432\n    nodePort: 31000",
        }),
        exampleService({
          namespace: "other",
          name: "b",
          spec: "type: NodePort\nselector:\n  app: db\nports:\n  - port: 5432\n    nodePort: 31000",
        }),
      ),
      nodePortClash,
    ),
  ).toEqual(['spec.ports[0].nodePort: node port 31000 is that of Service "a" already']);
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
