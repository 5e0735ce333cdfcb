import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { noRevisionHistory } from "../../../src/lint/rules/no-revision-history.ts";
import { messagesIn } from "../messages.ts";

it("minds zero alone", () => {
  expect(messagesIn(documents(exampleService(), exampleSet()), noRevisionHistory)).toEqual([]);
  expect(
    messagesIn(documents(exampleService(), exampleSet({ spec: "revisionHistoryLimit: 1" })), noRevisionHistory),
  ).toEqual([]);
  expect(
    messagesIn(documents(exampleService(), exampleSet({ spec: "revisionHistoryLimit: 0" })), noRevisionHistory),
  ).toEqual(["spec.revisionHistoryLimit: 0 keeps no revision to roll back to"]);
});

it("looks at Deployments too", () => {
  expect(messagesIn(exampleDeployment({ spec: "revisionHistoryLimit: 0" }), noRevisionHistory)).toHaveLength(1);
});
