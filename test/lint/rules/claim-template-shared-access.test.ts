import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { claimTemplateSharedAccess } from "../../../src/lint/rules/claim-template-shared-access.ts";
import { messagesIn } from "../messages.ts";

it("accepts modes of one node or one pod", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates({ accessMode: "ReadWriteOncePod" }), container: EXAMPLE_MOUNT }),
      ),
      claimTemplateSharedAccess,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates({ accessMode: "ReadOnlyMany" }), container: EXAMPLE_MOUNT }),
      ),
      claimTemplateSharedAccess,
    ),
  ).toEqual([
    'spec.volumeClaimTemplates[0].spec.accessModes[0]: each pod has its own claim "data", which ReadOnlyMany does not share',
  ]);
});
