import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { headlessPortRemapped } from "../../../src/lint/rules/headless-port-remapped.ts";
import { messagesIn } from "../messages.ts";

it("follows the target port, number or name", () => {
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "db",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432\n    targetPort: sql",
        }),
        exampleSet({ container: "ports:\n  - name: sql\n    containerPort: 5432" }),
      ),
      headlessPortRemapped,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleService({ name: "db", spec: "selector:\n  app: db\nports:\n  - port: 80\n    targetPort: 8080" }),
      headlessPortRemapped,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "db",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 80\n    targetPort: sql",
        }),
        exampleSet({ container: "ports:\n  - name: sql\n    containerPort: 5432" }),
      ),
      headlessPortRemapped,
    ),
  ).toEqual(["spec.ports[0].port: port 80 is not translated to 5432: clients that connect to 80 are refused"]);
});
