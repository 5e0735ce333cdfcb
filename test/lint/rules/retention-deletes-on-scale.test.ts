import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { retentionDeletesOnScale } from "../../../src/lint/rules/retention-deletes-on-scale.ts";
import { messagesIn } from "../messages.ts";

it("says who scales", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: "persistentVolumeClaimRetentionPolicy:\n  whenScaled: Delete" })),
      retentionDeletesOnScale,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          head: "serviceName: db",
          spec: `persistentVolumeClaimRetentionPolicy:\n  whenScaled: Delete\n${exampleTemplates()}`,
          container: EXAMPLE_MOUNT,
        }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6",
        }),
      ),
      retentionDeletesOnScale,
    ),
  ).toEqual([
    "spec.persistentVolumeClaimRetentionPolicy.whenScaled: the autoscaler, on its own, deletes the claims data-db-N of the pods that go",
  ]);
});

it("is silent where the class keeps the volumes", () => {
  const set = exampleSet({
    spec: `persistentVolumeClaimRetentionPolicy:\n  whenScaled: Delete\n${exampleTemplates({ spec: "storageClassName: fast" })}`,
    container: EXAMPLE_MOUNT,
  });
  const fast = (reclaimPolicy: string): string =>
    exampleObject("storage.k8s.io/v1", "StorageClass", {
      name: "fast",
      body: `provisioner: disk.example.com\nreclaimPolicy: ${reclaimPolicy}`,
    });
  expect(messagesIn(documents(fast("Retain"), exampleService(), set), retentionDeletesOnScale)).toEqual([]);
  expect(messagesIn(documents(fast("Delete"), exampleService(), set), retentionDeletesOnScale)).toHaveLength(1);
});
