import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleObject,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { volumeKeptForNobody } from "../../../src/lint/rules/volume-kept-for-nobody.ts";
import { messagesIn } from "../messages.ts";

const SET = exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT });

function found(name: string, namespace = "default"): readonly string[] {
  const volume = exampleObject("v1", "PersistentVolume", {
    name: "disk-0",
    body: `spec:\n  capacity:\n    storage: 10Gi\n  accessModes:\n    - ReadWriteOnce\n  hostPath:\n    path: /disk\n  claimRef:\n    namespace: ${namespace}\n    name: ${name}`,
  });
  return messagesIn(documents(exampleClaim({ name: "db-shared" }), volume, SET), volumeKeptForNobody);
}

it("says which claims there are", () => {
  expect(found("data-db-3")).toEqual([
    "spec.claimRef.name: no set makes the claim data-db-3 in namespace default: StatefulSet db has db-0 to db-2",
  ]);
  expect(found("data-db-0", "shop")).toEqual([
    "spec.claimRef.namespace: no set makes the claim data-db-0 in namespace shop: its set is in default",
  ]);
});

it("is silent about claims that are given, or that are nothing like those of a set", () => {
  expect(found("db-shared")).toEqual([]);
  expect(found("wiki-files")).toEqual([]);
});
