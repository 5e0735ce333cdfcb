import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { budgetsOverlap } from "../../../src/lint/rules/budgets-overlap.ts";
import { messagesIn } from "../messages.ts";

it("looks at one namespace", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: db",
        }),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "b",
          namespace: "other",
          body: "spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: db",
        }),
      ),
      budgetsOverlap,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: db",
        }),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "b",
          body: "spec:\n  maxUnavailable: 1\n  selector: {}",
        }),
      ),
      budgetsOverlap,
    ),
  ).toEqual(["spec.selector: the pods of StatefulSet db are guarded by PodDisruptionBudget db too"]);
});
