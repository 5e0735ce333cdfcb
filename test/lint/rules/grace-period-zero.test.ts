import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { gracePeriodZero } from "../../../src/lint/rules/grace-period-zero.ts";
import { messagesIn } from "../messages.ts";

it("minds zero alone", () => {
  expect(messagesIn(documents(exampleService(), exampleSet()), gracePeriodZero)).toEqual([]);
  expect(
    messagesIn(documents(exampleService(), exampleSet({ pod: "terminationGracePeriodSeconds: 1" })), gracePeriodZero),
  ).toEqual([]);
  expect(
    messagesIn(documents(exampleService(), exampleSet({ pod: "terminationGracePeriodSeconds: 0" })), gracePeriodZero),
  ).toEqual([
    "spec.template.spec.terminationGracePeriodSeconds: 0 means that db-N may be started again before the old process has ended",
  ]);
});
