import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { replicasWithAutoscaler } from "../../../src/lint/rules/replicas-with-autoscaler.ts";
import { messagesIn } from "../messages.ts";

it("minds the written number", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "other",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: other\n  maxReplicas: 6",
        }),
      ),
      replicasWithAutoscaler,
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
      ),
      replicasWithAutoscaler,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ head: "serviceName: db\nreplicas: 1" }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6",
        }),
      ),
      replicasWithAutoscaler,
    ),
  ).toEqual(["spec.replicas: every apply sets 1 replicas again, against HorizontalPodAutoscaler db"]);
});
