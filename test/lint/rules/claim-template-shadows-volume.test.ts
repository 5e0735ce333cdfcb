import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { claimTemplateShadowsVolume } from "../../../src/lint/rules/claim-template-shadows-volume.ts";
import { messagesIn, weightsIn } from "../messages.ts";

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

it("weighs little where the volume stands for the claim", () => {
  const set = (claim: string): string =>
    exampleSet({
      spec: exampleTemplates(),
      container: EXAMPLE_MOUNT,
      pod: `volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: ${claim}`,
    });
  const message = 'volume "data" is replaced by the claim of that name';
  expect(weightsIn(set("data"), claimTemplateShadowsVolume)).toEqual([`info ${message}`]);
  expect(weightsIn(set("archive"), claimTemplateShadowsVolume)).toEqual([`warning ${message}`]);
});
