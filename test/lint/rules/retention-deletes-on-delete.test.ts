import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
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
