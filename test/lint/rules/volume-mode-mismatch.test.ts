import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleDeployment,
  exampleService,
  exampleSet,
} from "../../../src/lint/example.ts";
import { volumeModeMismatch } from "../../../src/lint/rules/volume-mode-mismatch.ts";
import { messagesIn } from "../messages.ts";

it("knows the mode of claims that are given", () => {
  expect(
    messagesIn(
      documents(
        exampleClaim({ name: "shared" }),
        exampleService(),
        exampleSet({
          container: EXAMPLE_MOUNT,
          pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared",
        }),
      ),
      volumeModeMismatch,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleClaim({ name: "shared", spec: "volumeMode: Block" }),
        exampleService(),
        exampleSet({
          container: EXAMPLE_MOUNT,
          pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared",
        }),
      ),
      volumeModeMismatch,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].volumeMounts[0]: "data" has volumeMode Block, but is used in volumeMounts',
  ]);
});

it("looks at claims that other workloads mount", () => {
  const app = exampleDeployment({
    pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: raw",
    container: EXAMPLE_MOUNT,
  });
  expect(
    messagesIn(documents(exampleClaim({ name: "raw", spec: "volumeMode: Block" }), app), volumeModeMismatch),
  ).toEqual([
    'spec.template.spec.containers[0].volumeMounts[0]: "data" has volumeMode Block, but is used in volumeMounts',
  ]);
  expect(messagesIn(documents(exampleClaim({ name: "raw" }), app), volumeModeMismatch)).toEqual([]);
});
