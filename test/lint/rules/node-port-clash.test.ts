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
