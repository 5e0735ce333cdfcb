import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { budgetSelectsEverything } from "../../../src/lint/rules/budget-selects-everything.ts";
import { messagesIn } from "../messages.ts";

it("accepts it for a single workload", () => {
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
      budgetSelectsEverything,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleDeployment(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  minAvailable: 1\n  selector:\n    matchLabels: {}",
        }),
      ),
      budgetSelectsEverything,
    ),
  ).toEqual(["spec.selector: an empty selector guards all 2 workloads of the namespace together"]);
});
