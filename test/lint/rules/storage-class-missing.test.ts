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

it("knows the classes of given volumes where no class is given", () => {
  const volume = exampleObject("v1", "PersistentVolume", {
    name: "disk-0",
    body: "spec:\n  capacity:\n    storage: 10Gi\n  accessModes:\n    - ReadWriteOnce\n  storageClassName: manual\n  hostPath:\n    path: /disk",
  });
  const found = (name: string): readonly string[] => {
    const spec = exampleTemplates({ spec: `storageClassName: ${name}` });
    return messagesIn(documents(volume, exampleSet({ spec, container: EXAMPLE_MOUNT })), storageClassMissing);
  };
  expect(found("manual")).toEqual([]);
  expect(found("gp3")).toEqual([]);
  expect(found("manul")).toEqual([
    'spec.volumeClaimTemplates[0].spec.storageClassName: no volume is of class "manul", but of manual',
  ]);
});
