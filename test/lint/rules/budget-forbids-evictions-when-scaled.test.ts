import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { budgetForbidsEvictionsWhenScaled } from "../../../src/lint/rules/budget-forbids-evictions-when-scaled.ts";
import { messagesIn } from "../messages.ts";

it("looks at the least number of replicas", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ head: "serviceName: db" }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6\n  minReplicas: 3",
        }),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  minAvailable: 50%\n  selector:\n    matchLabels:\n      app: db",
        }),
      ),
      budgetForbidsEvictionsWhenScaled,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ head: "serviceName: db" }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6",
        }),
        exampleObject("policy/v1", "PodDisruptionBudget", {
          name: "db",
          body: "spec:\n  minAvailable: 50%\n  selector:\n    matchLabels:\n      app: db",
        }),
      ),
      budgetForbidsEvictionsWhenScaled,
    ),
  ).toEqual(["spec.minAvailable: minAvailable 50%, while the autoscaler may go down to 1 pods"]);
});
