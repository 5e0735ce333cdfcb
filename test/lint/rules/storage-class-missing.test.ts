import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { storageClassMissing } from "../../../src/lint/rules/storage-class-missing.ts";
import { messagesIn } from "../messages.ts";

it("knows classes only where some are given", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates({ spec: "storageClassName: fast" }), container: EXAMPLE_MOUNT }),
      ),
      storageClassMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("storage.k8s.io/v1", "StorageClass", { name: "fast", body: "provisioner: example.com/disk" }),
        exampleService(),
        exampleSet({ spec: exampleTemplates({ spec: 'storageClassName: ""' }), container: EXAMPLE_MOUNT }),
      ),
      storageClassMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("storage.k8s.io/v1", "StorageClass", { name: "fast", body: "provisioner: example.com/disk" }),
        exampleObject("storage.k8s.io/v1", "StorageClass", { name: "slow", body: "provisioner: example.com/disk" }),
        exampleService(),
        exampleSet({ spec: exampleTemplates({ spec: "storageClassName: fats" }), container: EXAMPLE_MOUNT }),
      ),
      storageClassMissing,
    ),
  ).toEqual([
    'spec.volumeClaimTemplates[0].spec.storageClassName: StorageClass "fats" is not among the manifests\' classes: fast, slow',
  ]);
});

it("reads the old annotation too", () => {
  const fast = exampleObject("storage.k8s.io/v1", "StorageClass", {
    name: "fast",
    body: "provisioner: example.com/disk",
  });
  const metadata = "annotations:\n  volume.beta.kubernetes.io/storage-class: slow";
  const set = exampleSet({ spec: exampleTemplates({ metadata }), container: EXAMPLE_MOUNT });
  expect(messagesIn(documents(fast, exampleService(), set), storageClassMissing)).toEqual([
    `spec.volumeClaimTemplates[0].metadata.annotations[volume.beta.kubernetes.io/storage-class]: StorageClass "slow" is not among the manifests' classes: fast`,
  ]);
});
