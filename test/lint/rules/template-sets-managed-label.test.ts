import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { templateSetsManagedLabel } from "../../../src/lint/rules/template-sets-managed-label.ts";
import { messagesIn } from "../messages.ts";

it("names every such label", () => {
  expect(messagesIn(documents(exampleService(), exampleSet()), templateSetsManagedLabel)).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ labels: 'app: db\ncontroller-revision-hash: x\napps.kubernetes.io/pod-index: "1"' }),
      ),
      templateSetsManagedLabel,
    ),
  ).toEqual([
    "spec.template.metadata.labels[controller-revision-hash]: controller-revision-hash=x is overwritten in every pod",
    "spec.template.metadata.labels[apps.kubernetes.io/pod-index]: apps.kubernetes.io/pod-index=1 is overwritten in every pod",
  ]);
});
