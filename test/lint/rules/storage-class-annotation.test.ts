import { expect, it } from "vitest";
import { documents, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { storageClassAnnotation } from "../../../src/lint/rules/storage-class-annotation.ts";
import { messagesIn } from "../messages.ts";

it("says which of two classes counts", () => {
  const metadata = "annotations:\n  volume.beta.kubernetes.io/storage-class: fast";
  const spec = exampleTemplates({ metadata, spec: "storageClassName: slow" });
  expect(messagesIn(documents(exampleService(), exampleSet({ spec })), storageClassAnnotation)).toEqual([
    'spec.volumeClaimTemplates[0].metadata.annotations[volume.beta.kubernetes.io/storage-class]: the class "fast" is named by a deprecated annotation, and storageClassName "slow" is ignored',
  ]);
});
