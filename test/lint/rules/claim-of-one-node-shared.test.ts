import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleDeployment,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { claimOfOneNodeShared } from "../../../src/lint/rules/claim-of-one-node-shared.ts";
import { messagesIn } from "../messages.ts";

const APP = (name: string, more = "", replicas = 1, claimName = "shared"): string =>
  exampleDeployment({
    name,
    head: `replicas: ${replicas}`,
    selector: `app: ${name}`,
    container: EXAMPLE_MOUNT,
    pod: `${more}volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: ${claimName}`,
  });
const CLAIM = exampleClaim({ name: "shared" });
const PLACE = "spec.template.spec.volumes[0].persistentVolumeClaim";

it("tells the second of two workloads, whatever it is, and what mounts the claim of a set", () => {
  expect(messagesIn(documents(CLAIM, APP("app"), APP("web")), claimOfOneNodeShared)).toEqual([
    `${PLACE}: Deployment app mounts the claim "shared" too, perhaps on another node`,
  ]);
  const set = documents(exampleService(), exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT }));
  expect(messagesIn(documents(APP("backup", "", 1, "data-db-0"), set), claimOfOneNodeShared)).toEqual([
    `${PLACE}: StatefulSet db mounts the claim "data-db-0" too, perhaps on another node`,
  ]);
});

it("says nothing where all are on one node, or run one after the other, or the claim is for many", () => {
  const near =
    "affinity:\n  podAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: app\n";
  expect(messagesIn(documents(CLAIM, APP("app"), APP("web", near)), claimOfOneNodeShared)).toEqual([]);
  expect(
    messagesIn(documents(CLAIM, APP("app", "nodeName: a\n"), APP("web", "nodeName: a\n")), claimOfOneNodeShared),
  ).toEqual([]);
  expect(messagesIn(documents(CLAIM, APP("app", "", 0), APP("web")), claimOfOneNodeShared)).toEqual([]);
  const many = exampleClaim({ name: "shared", accessMode: "ReadWriteMany" });
  expect(messagesIn(documents(many, APP("app"), APP("web")), claimOfOneNodeShared)).toEqual([]);
  const local = exampleObject("storage.k8s.io/v1", "StorageClass", {
    name: "local",
    body: "provisioner: rancher.io/local-path",
  });
  const here = exampleClaim({ name: "shared", spec: "storageClassName: local" });
  expect(messagesIn(documents(local, here, APP("app"), APP("web")), claimOfOneNodeShared)).toEqual([]);
});
