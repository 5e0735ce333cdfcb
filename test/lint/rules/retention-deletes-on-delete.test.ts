import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { retentionDeletesOnDelete } from "../../../src/lint/rules/retention-deletes-on-delete.ts";
import { messagesIn } from "../messages.ts";

it("is about sets with claims", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: "persistentVolumeClaimRetentionPolicy:\n  whenDeleted: Delete" })),
      retentionDeletesOnDelete,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: `persistentVolumeClaimRetentionPolicy:\n  whenDeleted: Delete\n${exampleTemplates({}, { name: "wal" })}`,
          container: EXAMPLE_MOUNT,
        }),
      ),
      retentionDeletesOnDelete,
    ),
  ).toEqual([
    "spec.persistentVolumeClaimRetentionPolicy.whenDeleted: deleting the set deletes the claims data-db-N, wal-db-N",
  ]);
});

it("is silent where the class keeps the volumes", () => {
  const set = exampleSet({
    spec: `persistentVolumeClaimRetentionPolicy:\n  whenDeleted: Delete\n${exampleTemplates({ spec: "storageClassName: fast" })}`,
    container: EXAMPLE_MOUNT,
  });
  const fast = (reclaimPolicy: string): string =>
    exampleObject("storage.k8s.io/v1", "StorageClass", {
      name: "fast",
      body: `provisioner: disk.example.com\nreclaimPolicy: ${reclaimPolicy}`,
    });
  expect(messagesIn(documents(fast("Retain"), exampleService(), set), retentionDeletesOnDelete)).toEqual([]);
  expect(messagesIn(documents(fast("Delete"), exampleService(), set), retentionDeletesOnDelete)).toHaveLength(1);
});
