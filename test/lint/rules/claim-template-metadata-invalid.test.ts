import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { claimTemplateMetadataInvalid } from "../../../src/lint/rules/claim-template-metadata-invalid.ts";
import { messagesIn } from "../messages.ts";

it("checks keys, values and annotations", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: exampleTemplates({ metadata: "annotations:\n  Example.com/Note: any text" }),
          container: EXAMPLE_MOUNT,
        }),
      ),
      claimTemplateMetadataInvalid,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates({ metadata: "labels:\n  -x: z" }), container: EXAMPLE_MOUNT }),
      ),
      claimTemplateMetadataInvalid,
    ),
  ).toEqual(['spec.volumeClaimTemplates[0].metadata.labels[-x]: "-x" cannot be the key of a label']);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates({ metadata: "annotations:\n  a b: z" }), container: EXAMPLE_MOUNT }),
      ),
      claimTemplateMetadataInvalid,
    ),
  ).toEqual(['spec.volumeClaimTemplates[0].metadata.annotations[a b]: "a b" cannot be the key of an annotation']);
});
