import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { storageClassUnset } from "../../../src/lint/rules/storage-class-unset.ts";
import { messagesIn } from "../messages.ts";

it("accepts a class that is named", () => {
  expect(
    messagesIn(
      documents(
        exampleObject("storage.k8s.io/v1", "StorageClass", { name: "fast", body: "provisioner: example.com/disk" }),
        exampleService(),
        exampleSet({ spec: exampleTemplates({ spec: "storageClassName: fast" }), container: EXAMPLE_MOUNT }),
      ),
      storageClassUnset,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT })),
      storageClassUnset,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("storage.k8s.io/v1", "StorageClass", {
          name: "fast",
          metadata: 'annotations:\n  storageclass.kubernetes.io/is-default-class: "false"',
          body: "provisioner: example.com/disk",
        }),
        exampleService(),
        exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT }),
      ),
      storageClassUnset,
    ),
  ).toEqual([
    'spec.volumeClaimTemplates[0].spec.storageClassName: the claim "data" names no class, and none of the manifests\' classes is the default',
  ]);
});

it("takes a class that some claim names for one that not every claim has to name", () => {
  const fast = exampleObject("storage.k8s.io/v1", "StorageClass", {
    name: "fast",
    body: "provisioner: example.com/disk",
  });
  const set = exampleSet({
    spec: exampleTemplates({}, { name: "wal", spec: "storageClassName: fast" }),
    container: EXAMPLE_MOUNT,
  });
  expect(messagesIn(documents(fast, exampleService(), set), storageClassUnset)).toEqual([]);
  expect(messagesIn(documents(fast, exampleClaim({ name: "backup" })), storageClassUnset)).toEqual([
    'spec.storageClassName: the claim "backup" names no class, and none of the manifests\' classes is the default',
  ]);
});

it("reads the old annotations too", () => {
  const set = (metadata: string): string =>
    exampleSet({ spec: exampleTemplates({ metadata: `annotations:\n  ${metadata}` }), container: EXAMPLE_MOUNT });
  const fast = (metadata: string): string =>
    exampleObject("storage.k8s.io/v1", "StorageClass", {
      name: "fast",
      metadata: `annotations:\n  ${metadata}`,
      body: "provisioner: example.com/disk",
    });
  const old = documents(fast("a: b"), set("volume.beta.kubernetes.io/storage-class: fast"));
  expect(messagesIn(old, storageClassUnset)).toEqual([]);
  const byDefault = documents(fast('storageclass.beta.kubernetes.io/is-default-class: "true"'), set("a: b"));
  expect(messagesIn(byDefault, storageClassUnset)).toEqual([]);
  expect(messagesIn(documents(fast("a: b"), set("a: b")), storageClassUnset)).toHaveLength(1);
});
