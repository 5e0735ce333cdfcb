import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
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

it("minds modes that let nobody write, unless the volumes are given", () => {
  const set = (spec = ""): string =>
    exampleSet({ spec: exampleTemplates({ accessMode: "ReadOnlyMany", spec }), container: EXAMPLE_MOUNT });
  expect(messagesIn(set(), claimTemplateReadOnly)).toEqual([
    'spec.volumeClaimTemplates[0].spec.accessModes: ReadOnlyMany lets nobody write into the claim "data"',
  ]);
  expect(messagesIn(set('storageClassName: ""'), claimTemplateReadOnly)).toEqual([]);
  expect(messagesIn(set("selector:\n  matchLabels:\n    disk: seed"), claimTemplateReadOnly)).toEqual([]);
});

it("knows the claim of the first ordinal", () => {
  const set = (start: number): string =>
    exampleSet({
      spec: `ordinals:\n  start: ${start}\n${exampleTemplates()}`,
      container: `${EXAMPLE_MOUNT}\n    readOnly: true`,
    });
  const claim = exampleClaim({ name: "data-db-2" });
  expect(messagesIn(documents(claim, set(2)), claimTemplateReadOnly)).toEqual([]);
  expect(messagesIn(documents(claim, set(3)), claimTemplateReadOnly)).toHaveLength(1);
});
