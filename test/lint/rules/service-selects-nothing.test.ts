import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { serviceSelectsNothing } from "../../../src/lint/rules/service-selects-nothing.ts";
import { messagesIn } from "../messages.ts";

it("is silent where the pods may come from elsewhere", () => {
  expect(
    messagesIn(
      documents(exampleService({ name: "x", spec: "selector:\n  app: x\nports:\n  - port: 80" }), exampleDeployment()),
      serviceSelectsNothing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleService({ name: "db", spec: "selector:\n  app: x\nports:\n  - port: 80" }),
      serviceSelectsNothing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({
          name: "one",
          spec: "selector:\n  statefulset.kubernetes.io/pod-name: db-1\nports:\n  - port: 80",
        }),
        exampleSet(),
      ),
      serviceSelectsNothing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({ name: "x", spec: "selector:\n  application: db\nports:\n  - port: 80" }),
        exampleSet(),
      ),
      serviceSelectsNothing,
    ),
  ).toEqual(["spec.selector: no pod of namespace default carries application=db"]);
});
