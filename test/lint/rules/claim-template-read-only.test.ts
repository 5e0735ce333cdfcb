import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { claimTemplateReadOnly } from "../../../src/lint/rules/claim-template-read-only.ts";
import { messagesIn } from "../messages.ts";

it("is content with one mount that writes", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: exampleTemplates(),
          container: `${EXAMPLE_MOUNT}\n  - name: data\n    mountPath: /ro\n    readOnly: true`,
        }),
      ),
      claimTemplateReadOnly,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: exampleTemplates({ spec: "dataSource:\n  kind: PersistentVolumeClaim\n  name: seed" }),
          container: `${EXAMPLE_MOUNT}\n    readOnly: true`,
        }),
      ),
      claimTemplateReadOnly,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: exampleTemplates(),
          container: `${EXAMPLE_MOUNT}\n    readOnly: true\n  - name: data\n    mountPath: /ro\n    readOnly: true`,
        }),
      ),
      claimTemplateReadOnly,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].volumeMounts[0].readOnly: every mount of the claim "data" is read-only',
  ]);
});
