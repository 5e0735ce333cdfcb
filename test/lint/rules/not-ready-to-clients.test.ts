import { expect, it } from "vitest";
import { exampleService } from "../../../src/lint/example.ts";
import { notReadyToClients } from "../../../src/lint/rules/not-ready-to-clients.ts";
import { messagesIn } from "../messages.ts";

it("wants it where peers look each other up", () => {
  expect(
    messagesIn(
      exampleService({
        name: "db",
        spec: "publishNotReadyAddresses: true\nclusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
      }),
      notReadyToClients,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleService({
        name: "db",
        spec: "publishNotReadyAddresses: false\nselector:\n  app: db\nports:\n  - port: 5432",
      }),
      notReadyToClients,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleService({
        name: "db",
        spec: "publishNotReadyAddresses: true\ntype: LoadBalancer\nselector:\n  app: db\nports:\n  - port: 5432",
      }),
      notReadyToClients,
    ),
  ).toEqual(['spec.publishNotReadyAddresses: connections to Service "db" reach pods that are not ready']);
});
