import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { partitionWithOrdinalsStart } from "../../../src/lint/rules/partition-with-ordinals-start.ts";
import { messagesIn } from "../messages.ts";

it("needs both", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: "updateStrategy:\n  rollingUpdate:\n    partition: 1" })),
      partitionWithOrdinalsStart,
    ),
  ).toEqual([]);
  expect(
    messagesIn(documents(exampleService(), exampleSet({ spec: "ordinals:\n  start: 5" })), partitionWithOrdinalsStart),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: "ordinals:\n  start: 5\nupdateStrategy:\n  rollingUpdate:\n    partition: 2" }),
      ),
      partitionWithOrdinalsStart,
    ),
  ).toEqual([
    "spec.updateStrategy.rollingUpdate.partition: partition 2 with ordinals from 5 holds back the ordinals below 7",
  ]);
});
