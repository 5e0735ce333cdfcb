import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { budgetMissing } from "../../../src/lint/rules/budget-missing.ts";
import { messagesIn } from "../messages.ts";

it("is about several pods", () => {
  expect(messagesIn(documents(exampleService(), exampleSet({ head: "serviceName: db" })), budgetMissing)).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  maxUnavailable: 1\n  selector: {}",
        }),
      ),
      budgetMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: x",
        }),
      ),
      budgetMissing,
    ),
  ).toEqual(["metadata.name: no PodDisruptionBudget selects the 3 pods of db"]);
});
