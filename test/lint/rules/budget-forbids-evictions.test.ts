import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { budgetForbidsEvictions } from "../../../src/lint/rules/budget-forbids-evictions.ts";
import { messagesIn } from "../messages.ts";

it("rounds as the disruption controller does", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  minAvailable: 66%\n  selector:\n    matchLabels:\n      app: db",
        }),
      ),
      budgetForbidsEvictions,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  maxUnavailable: 1%\n  selector:\n    matchLabels:\n      app: db",
        }),
      ),
      budgetForbidsEvictions,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleObject("policy/v1", "PodDisruptionBudget", {
        name: "db",
        body: "spec:\n  minAvailable: 2\n  selector:\n    matchLabels:\n      app: db",
      }),
      budgetForbidsEvictions,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  minAvailable: 5\n  selector:\n    matchLabels:\n      app: db",
        }),
      ),
      budgetForbidsEvictions,
    ),
  ).toEqual(["spec.minAvailable: minAvailable 5 of 3: no pod may go"]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  maxUnavailable: 0%\n  selector:\n    matchLabels:\n      app: db",
        }),
      ),
      budgetForbidsEvictions,
    ),
  ).toEqual(["spec.maxUnavailable: maxUnavailable 0% never lets a pod go"]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ head: "serviceName: db" }),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  minAvailable: 1\n  selector:\n    matchLabels:\n      app: db",
        }),
      ),
      budgetForbidsEvictions,
    ),
  ).toEqual(["spec.minAvailable: minAvailable 1 of 1: no pod may go"]);
  expect(
    messagesIn(
      exampleObject("policy/v1", "PodDisruptionBudget", {
        name: "db",
        body: "spec:\n  minAvailable: 100%\n  selector:\n    matchLabels:\n      app: db",
      }),
      budgetForbidsEvictions,
    ),
  ).toEqual(["spec.minAvailable: minAvailable 100%: no pod may go"]);
});
