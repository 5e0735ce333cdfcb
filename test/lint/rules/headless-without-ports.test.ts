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
  ).toEqual(["spec.ports: no ports are listed: a lookup of SRV records of db.default.svc finds none"]);
});

it("names the lookup that an unnamed port leaves without an answer", () => {
  const service = exampleService({
    spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - port: 53\n    protocol: UDP",
  });
  expect(messagesIn(service, headlessWithoutPorts)).toEqual([
    "spec.ports[0]: port 53/UDP has no name, so no _<name>._udp.db.default.svc answers",
  ]);
});
