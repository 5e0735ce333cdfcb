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
import { accessModeUnsupported } from "../../../src/lint/rules/access-mode-unsupported.ts";
import { messagesIn } from "../messages.ts";

const CLAIM = (name: string, more = ""): string =>
  exampleClaim({ name: "shared", accessMode: "ReadWriteMany", spec: `storageClassName: ${name}${more}` });
const CLASS = (provisioner: string): string =>
  exampleObject("storage.k8s.io/v1", "StorageClass", { name: "gp3", body: `provisioner: ${provisioner}` });

it("knows drivers, and what managed clusters call their classes", () => {
  expect(messagesIn(CLAIM("gp3"), accessModeUnsupported)).toEqual([
    'spec.accessModes: ebs.csi.aws.com, of class "gp3", has no ReadWriteMany for the claim "shared"',
  ]);
  expect(messagesIn(documents(CLASS("efs.csi.aws.com"), CLAIM("gp3")), accessModeUnsupported)).toEqual([]);
  expect(messagesIn(documents(CLASS("rook-ceph.rbd.csi.ceph.com"), CLAIM("gp3")), accessModeUnsupported)).toHaveLength(
    1,
  );
  expect(messagesIn(CLAIM("gp3", "\nvolumeMode: Block"), accessModeUnsupported)).toEqual([]);
  expect(messagesIn(CLAIM("nfs"), accessModeUnsupported)).toEqual([]);
});

it("looks at claim templates", () => {
  const spec = exampleTemplates({ accessMode: "ReadWriteMany", spec: "storageClassName: gp3" });
  expect(
    messagesIn(documents(exampleService(), exampleSet({ spec, container: EXAMPLE_MOUNT })), accessModeUnsupported),
  ).toEqual([
    'spec.volumeClaimTemplates[0].spec.accessModes: ebs.csi.aws.com, of class "gp3", has no ReadWriteMany for the claim "data"',
  ]);
});
