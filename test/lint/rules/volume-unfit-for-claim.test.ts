import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleObject,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { volumeUnfitForClaim } from "../../../src/lint/rules/volume-unfit-for-claim.ts";
import { messagesIn } from "../messages.ts";

function volume(spec: string): string {
  const body =
    "spec:\n  capacity:\n    storage: 10Gi\n  accessModes:\n    - ReadWriteOnce\n  hostPath:\n    path: /disk\n";
  return exampleObject("v1", "PersistentVolume", { name: "disk-0", body: `${body}${spec}` });
}

function claim(spec: string): string {
  return exampleClaim({ name: "shared", spec });
}

it.each([
  ["", 'storageClassName: ""\nvolumeName: disk-0', []],
  ["  storageClassName: local", "volumeName: disk-0", []],
  [
    "",
    "volumeName: disk-0",
    ["spec.volumeName: volume disk-0 does not do: the claim gets the default class, and the volume has none"],
  ],
  [
    "",
    "storageClassName: fast\nvolumeName: disk-0",
    ["spec.volumeName: volume disk-0 does not do: storageClassName does not match"],
  ],
  [
    "",
    'storageClassName: ""\nvolumeMode: Block\nvolumeName: disk-0',
    ["spec.volumeName: volume disk-0 does not do: incompatible volumeMode"],
  ],
  ["", 'storageClassName: ""\nvolumeName: disk-1', ["spec.volumeName: there is no volume disk-1, but disk-0"]],
  ["", 'storageClassName: ""\nvolumeName: elsewhere', []],
])("looks at the volume that a claim names", (own, spec, flaws) => {
  expect(messagesIn(documents(volume(own), claim(spec)), volumeUnfitForClaim)).toEqual(flaws);
});

it("looks at the claim that a volume is kept for, once", () => {
  const kept = (name: string): string => volume(`  claimRef:\n    namespace: default\n    name: ${name}`);
  const set = exampleSet({
    spec: exampleTemplates({ size: "20Gi", spec: 'storageClassName: ""' }),
    container: EXAMPLE_MOUNT,
  });
  expect(messagesIn(documents(kept("data-db-1"), set), volumeUnfitForClaim)).toEqual([
    "spec.claimRef: the volume does not do for the claim data-db-1: requested PV is too small",
  ]);
  expect(messagesIn(documents(kept("data-db-7"), set), volumeUnfitForClaim)).toEqual([]);
  expect(messagesIn(documents(kept("shared"), claim("storageClassName: fast")), volumeUnfitForClaim)).toEqual([]);
  expect(messagesIn(documents(kept("shared"), claim("volumeMode: Block")), volumeUnfitForClaim)).toEqual([
    "spec.claimRef: the volume does not do for the claim shared: incompatible volumeMode",
  ]);
  const both = documents(kept("shared"), claim("volumeMode: Block\nvolumeName: disk-0"));
  expect(messagesIn(both, volumeUnfitForClaim)).toEqual([]);
});
