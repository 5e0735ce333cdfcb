import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { partitionBlocksRollout } from "../../../src/lint/rules/partition-blocks-rollout.ts";
import { messagesIn } from "../messages.ts";

it("counts pods, not ordinals, up to what an autoscaler may make", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: "ordinals:\n  start: 5\nupdateStrategy:\n  rollingUpdate:\n    partition: 2" }),
      ),
      partitionBlocksRollout,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ head: "serviceName: db", spec: "updateStrategy:\n  rollingUpdate:\n    partition: 5" }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6",
        }),
      ),
      partitionBlocksRollout,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          head: "serviceName: db\nreplicas: 0",
          spec: "updateStrategy:\n  rollingUpdate:\n    partition: 5",
        }),
      ),
      partitionBlocksRollout,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: "updateStrategy:\n  rollingUpdate:\n    partition: 100" })),
      partitionBlocksRollout,
    ),
  ).toEqual(["spec.updateStrategy.rollingUpdate.partition: partition 100 holds all 3 pods back, no pod is updated"]);
});
