import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { parallelUpdatesInOrder } from "../../../src/lint/rules/parallel-updates-in-order.ts";
import { messagesIn } from "../messages.ts";

it("is about several pods that update by themselves", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ head: "serviceName: db\nreplicas: 1", spec: "podManagementPolicy: Parallel" }),
      ),
      parallelUpdatesInOrder,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: "podManagementPolicy: Parallel" })),
      parallelUpdatesInOrder,
    ),
  ).toEqual(["spec.podManagementPolicy: Parallel does not update the 3 pods at once"]);
});
