import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { claimTemplateDuplicate } from "../../../src/lint/rules/claim-template-duplicate.ts";
import { messagesIn } from "../messages.ts";

it("compares names of one set", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates({}, { name: "wal" }), container: EXAMPLE_MOUNT }),
      ),
      claimTemplateDuplicate,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: exampleTemplates({}, {}, {}), container: EXAMPLE_MOUNT })),
      claimTemplateDuplicate,
    ),
  ).toEqual([
    'spec.volumeClaimTemplates[1].metadata.name: a claim template before this one is called "data" too',
    'spec.volumeClaimTemplates[2].metadata.name: a claim template before this one is called "data" too',
  ]);
});
