import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { serviceNameLeftOut } from "../../../src/lint/rules/service-name-left-out.ts";
import { messagesIn } from "../messages.ts";

it("wants a name even where no Service fits", () => {
  expect(messagesIn(documents(exampleService(), exampleSet()), serviceNameLeftOut)).toEqual([]);
  expect(messagesIn(exampleSet({ head: "replicas: 1" }), serviceNameLeftOut)).toEqual([
    "spec.serviceName: no serviceName is given, so db-0 has no name in DNS",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({
          name: "other",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
        }),
        exampleSet({ head: "replicas: 1" }),
      ),
      serviceNameLeftOut,
    ),
  ).toEqual(["spec.serviceName: no serviceName is given, so db-0 has no name in DNS"]);
});
