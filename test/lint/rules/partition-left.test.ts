import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { partitionLeft } from "../../../src/lint/rules/partition-left.ts";
import { messagesIn } from "../messages.ts";

it("says who is held back", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: "updateStrategy:\n  rollingUpdate:\n    partition: 3" })),
      partitionLeft,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: "updateStrategy:\n  rollingUpdate:\n    partition: 1" })),
      partitionLeft,
    ),
  ).toEqual(["spec.updateStrategy.rollingUpdate.partition: partition 1: db-0 is held back, db-1 to db-2 updated"]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: "ordinals:\n  start: 5\nupdateStrategy:\n  rollingUpdate:\n    partition: 1" }),
      ),
      partitionLeft,
    ),
  ).toEqual(["spec.updateStrategy.rollingUpdate.partition: partition 1: db-5 is held back, db-6 to db-7 updated"]);
});
