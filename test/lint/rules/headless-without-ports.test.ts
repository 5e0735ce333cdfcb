import { expect, it } from "vitest";
import { exampleService } from "../../../src/lint/example.ts";
import { headlessWithoutPorts } from "../../../src/lint/rules/headless-without-ports.ts";
import { messagesIn } from "../messages.ts";

it("has nothing to say about Services with an address", () => {
  expect(
    messagesIn(
      exampleService({ name: "db", spec: "selector:\n  app: db\nports:\n  - port: 5432" }),
      headlessWithoutPorts,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleService({ name: "db", spec: "clusterIP: None\nselector:\n  app: db\nports: []" }),
      headlessWithoutPorts,
    ),
  ).toEqual(["spec.ports: no ports are listed, so there are no SRV records"]);
});
