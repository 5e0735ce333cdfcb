import { expect, it } from "vitest";
import { documents, exampleClaim, exampleObject, exampleSet } from "../../../src/lint/example.ts";
import { dataFolderShared } from "../../../src/lint/rules/data-folder-shared.ts";
import { messagesIn } from "../messages.ts";

const CLAIM = "persistentVolumeClaim: {claimName: shared}";

function set(mount: string, volume = CLAIM, head?: string): string {
  return exampleSet({
    ...(head === undefined ? {} : { head }),
    container: `volumeMounts:\n  - {name: data, ${mount}}`,
    pod: `volumes:\n  - {name: data, ${volume}}`,
  });
}

const FOUND = [
  'spec.template.spec.containers[0].volumeMounts[0].mountPath: 3 replicas have their data in one folder of "data"',
];

it.each([
  [set("mountPath: /var/lib/mysql"), FOUND],
  [set("mountPath: /data/db"), FOUND],
  [set("mountPath: /data/db", "nfs: {server: nas, path: /db}"), FOUND],
  [set("mountPath: /data/db, subPath: db"), FOUND],
  [set("mountPath: /data"), []],
  [set("mountPath: /data/db, readOnly: true"), []],
  [set("mountPath: /data/db, subPathExpr: $(POD_NAME)"), []],
  [set("mountPath: /data/db", "emptyDir: {}"), []],
  [set("mountPath: /data/db", CLAIM, "serviceName: db"), []],
])("minds one data directory for several members", (manifest, messages) => {
  expect(messagesIn(manifest, dataFolderShared)).toEqual(messages);
});

it("leaves claims of one node to the rule about them", () => {
  const claim = exampleClaim({ name: "shared", accessMode: "ReadWriteOnce" });
  expect(messagesIn(documents(claim, set("mountPath: /data/db")), dataFolderShared)).toEqual([]);
  const shared = claim.replace("ReadWriteOnce", "ReadWriteMany");
  expect(messagesIn(documents(shared, set("mountPath: /data/db")), dataFolderShared)).toEqual(FOUND);
});

it("counts what an autoscaler may make of one", () => {
  const more = exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
    body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 3",
  });
  expect(messagesIn(documents(set("mountPath: /data/db", CLAIM, "serviceName: db"), more), dataFolderShared)).toEqual(
    FOUND,
  );
});
