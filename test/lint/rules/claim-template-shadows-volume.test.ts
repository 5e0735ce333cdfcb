import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { claimTemplateShadowsVolume } from "../../../src/lint/rules/claim-template-shadows-volume.ts";
import { messagesIn } from "../messages.ts";

it("compares with every kind of volume", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: exampleTemplates(),
          container: EXAMPLE_MOUNT,
          pod: "volumes:\n  - name: tmp\n    emptyDir: {}",
        }),
      ),
      claimTemplateShadowsVolume,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: exampleTemplates(),
          container: EXAMPLE_MOUNT,
          pod: "volumes:\n  - name: data\n    hostPath:\n      path: /x",
        }),
      ),
      claimTemplateShadowsVolume,
    ),
  ).toEqual(['spec.template.spec.volumes[0]: volume "data" is replaced by the claim of that name']);
});
