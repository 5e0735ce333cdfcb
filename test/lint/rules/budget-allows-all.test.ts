import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { budgetAllowsAll } from "../../../src/lint/rules/budget-allows-all.ts";
import { messagesIn } from "../messages.ts";

it("rounds up", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  minAvailable: 1%\n  selector:\n    matchLabels:\n      app: db",
        }),
      ),
      budgetAllowsAll,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  maxUnavailable: 67%\n  selector:\n    matchLabels:\n      app: db",
        }),
      ),
      budgetAllowsAll,
    ),
  ).toEqual(["spec.maxUnavailable: maxUnavailable 67% lets all 3 pods go"]);
});
