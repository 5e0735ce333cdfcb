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
