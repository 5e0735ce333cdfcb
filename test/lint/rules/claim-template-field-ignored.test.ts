import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { claimTemplateFieldIgnored } from "../../../src/lint/rules/claim-template-field-ignored.ts";
import { messagesIn } from "../messages.ts";

it("accepts what claims get anyway", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates({ metadata: "labels:\n  app: db" }), container: EXAMPLE_MOUNT }),
      ),
      claimTemplateFieldIgnored,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: exampleTemplates({ metadata: "namespace: x\nlabels:\n  app: x" }),
          container: EXAMPLE_MOUNT,
        }),
      ),
      claimTemplateFieldIgnored,
    ),
  ).toEqual([
    'spec.volumeClaimTemplates[0].metadata.namespace: namespace "x" is ignored',
    "spec.volumeClaimTemplates[0].metadata.labels[app]: app=x becomes app=db, as the selector says",
  ]);
});
