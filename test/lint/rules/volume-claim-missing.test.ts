import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleDeployment,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { volumeClaimMissing } from "../../../src/lint/rules/volume-claim-missing.ts";
import { messagesIn } from "../messages.ts";

it("knows the claims that sets make", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT }),
        exampleDeployment({
          head: "replicas: 1",
          pod: "volumes:\n  - name: x\n    persistentVolumeClaim:\n      claimName: data-db-0",
        }),
      ),
      volumeClaimMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleClaim({ name: "shared", namespace: "other" }),
        exampleService(),
        exampleSet({
          head: "serviceName: db\nreplicas: 1",
          container: EXAMPLE_MOUNT,
          pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared",
        }),
      ),
      volumeClaimMissing,
    ),
  ).toEqual([
    'spec.template.spec.volumes[0].persistentVolumeClaim.claimName: claim "shared" is not among the manifests of namespace default, only in other',
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT }),
        exampleDeployment({
          head: "replicas: 1",
          pod: "volumes:\n  - name: x\n    persistentVolumeClaim:\n      claimName: data-db-3",
        }),
      ),
      volumeClaimMissing,
    ),
  ).toEqual([
    'spec.template.spec.volumes[0].persistentVolumeClaim.claimName: claim "data-db-3" is not among the manifests of namespace default',
  ]);
});

it("looks for claims that others are to be filled from", () => {
  const from = (kind: string): string =>
    exampleClaim({
      name: "copy",
      spec: `dataSource:\n  kind: ${kind}\n  name: golden${kind === "VolumeSnapshot" ? "\n  apiGroup: snapshot.storage.k8s.io" : ""}`,
    });
  expect(messagesIn(from("PersistentVolumeClaim"), volumeClaimMissing)).toEqual([
    'spec.dataSource.name: claim "golden", to be copied from, is not among the manifests of namespace default',
  ]);
  expect(
    messagesIn(documents(from("PersistentVolumeClaim"), exampleClaim({ name: "golden" })), volumeClaimMissing),
  ).toEqual([]);
  expect(messagesIn(from("VolumeSnapshot"), volumeClaimMissing)).toEqual([]);
});
