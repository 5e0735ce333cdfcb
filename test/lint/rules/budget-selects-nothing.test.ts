import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { budgetSelectsNothing } from "../../../src/lint/rules/budget-selects-nothing.ts";
import { messagesIn } from "../messages.ts";

it("says where the pods are, and is silent without any", () => {
  expect(
    messagesIn(
      exampleObject("policy/v1", "PodDisruptionBudget", {
        name: "db",
        body: "spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: db",
      }),
      budgetSelectsNothing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleDeployment(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  maxUnavailable: 1\n  selector:\n    matchExpressions:\n      - key: app\n        operator: Exists",
        }),
      ),
      budgetSelectsNothing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", { name: "db", body: "spec:\n  maxUnavailable: 1" }),
      ),
      budgetSelectsNothing,
    ),
  ).toEqual(["spec.selector: no selector is given, so no pod is guarded"]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  maxUnavailable: 1\n  selector:\n    matchExpressions:\n      - key: app\n        operator: In\n        values:\n          - x",
        }),
      ),
      budgetSelectsNothing,
    ),
  ).toEqual(["spec.selector: no pod of namespace default matches app in (x)"]);
});
