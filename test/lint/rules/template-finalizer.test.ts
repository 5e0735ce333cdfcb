import { expect, it } from "vitest";
import { EXAMPLE_MOUNT, exampleDeployment, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { templateFinalizer } from "../../../src/lint/rules/template-finalizer.ts";
import { messagesIn } from "../messages.ts";

it("names the finalizer, also of other workloads", () => {
  const app = exampleDeployment({ template: "finalizers:\n  - example.com/wait" });
  expect(messagesIn(app, templateFinalizer)).toEqual([
    "spec.template.metadata.finalizers: no pod is gone before something takes its finalizer example.com/wait away",
  ]);
});

it("leaves finalizers alone that clusters see to", () => {
  const spec = exampleTemplates({ metadata: "finalizers:\n  - kubernetes.io/pvc-protection" });
  expect(messagesIn(exampleSet({ spec, container: EXAMPLE_MOUNT }), templateFinalizer)).toEqual([]);
});
