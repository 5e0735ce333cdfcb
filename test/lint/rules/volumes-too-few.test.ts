import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleObject, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { volumesTooFew } from "../../../src/lint/rules/volumes-too-few.ts";
import { messagesIn } from "../messages.ts";

const BY_HAND = exampleObject("storage.k8s.io/v1", "StorageClass", {
  name: "local",
  body: "provisioner: kubernetes.io/no-provisioner",
});

interface Parts {
  readonly size?: string;
  readonly mode?: string;
  readonly claim?: string;
  readonly label?: string;
}

function volumes(count: number, { size = "10Gi", mode = "ReadWriteOnce", claim, label = "ssd" }: Parts = {}): string {
  const list = Array.from({ length: count }, (_, index) => {
    const kept = claim === undefined ? "" : `\n  claimRef:\n    namespace: default\n    name: ${claim}-${index}`;
    return exampleObject("v1", "PersistentVolume", {
      name: `disk-${size.toLowerCase()}-${index}`,
      metadata: `labels:\n  disk: ${label}`,
      body: `spec:\n  capacity:\n    storage: ${size}\n  accessModes:\n    - ${mode}\n  storageClassName: local\n  hostPath:\n    path: /disk${kept}`,
    });
  });
  return documents(...list);
}

function set(spec = "storageClassName: local", name = "db"): string {
  return exampleSet({ name, spec: exampleTemplates({ spec }), container: EXAMPLE_MOUNT });
}

const AT = "spec.volumeClaimTemplates[0]:";
const SELECTED = "storageClassName: local\nselector:\n  matchLabels:\n    disk: ssd";

it.each([
  [volumes(2), '3 claims need a volume each, there are 2 given volumes of class "local"'],
  [
    volumes(3, { size: "5Gi" }),
    'none of 3 given volumes of class "local" does for the claim "data": requested PV is too small',
  ],
  [
    volumes(3, { mode: "ReadOnlyMany" }),
    'none of 3 given volumes of class "local" does for the claim "data": incompatible accessMode',
  ],
  [
    documents(volumes(2), volumes(1, { size: "5Gi" })),
    '3 claims need a volume each, there are 3 given volumes of class "local", and 2 of them do',
  ],
])("says what is missing", (given, flaw) => {
  expect(messagesIn(documents(BY_HAND, given, set()), volumesTooFew)).toEqual([`${AT} ${flaw}`]);
});

it("is silent where volumes do, where none is given, and where something else may make them", () => {
  expect(messagesIn(documents(BY_HAND, volumes(3), set()), volumesTooFew)).toEqual([]);
  expect(messagesIn(documents(BY_HAND, volumes(3, { claim: "data-db" }), set()), volumesTooFew)).toEqual([]);
  expect(messagesIn(documents(BY_HAND, set()), volumesTooFew)).toEqual([]);
  expect(messagesIn(documents(volumes(1), set()), volumesTooFew)).toEqual([]);
});

it("counts the claims of all sets, and looks at labels", () => {
  expect(messagesIn(documents(BY_HAND, volumes(5), set(), set(undefined, "other")), volumesTooFew)).toEqual([
    `${AT} 6 claims need a volume each, there are 5 given volumes of class "local"`,
  ]);
  expect(messagesIn(documents(volumes(3, { label: "hdd" }), set(SELECTED)), volumesTooFew)).toEqual([
    `${AT} none of 3 given volumes of class "local" does for the claim "data": its labels are not those of the selector`,
  ]);
});

it("reads the class in its old annotation, which goes before the field", () => {
  const metadata = "annotations:\n  volume.beta.kubernetes.io/storage-class: local";
  const spec = exampleTemplates({ metadata, spec: "storageClassName: fast" });
  const old = exampleSet({ name: "db", spec, container: EXAMPLE_MOUNT });
  expect(messagesIn(documents(BY_HAND, volumes(2), old), volumesTooFew)).toEqual([
    `${AT} 3 claims need a volume each, there are 2 given volumes of class "local"`,
  ]);
});
