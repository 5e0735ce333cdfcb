import { describe, expect, it } from "vitest";
import { pod } from "../../controllers/manifests.ts";
import { rehearse, type Rehearsal } from "../../controllers/rehearsal.ts";
import { runInPod } from "../../../src/sim/exec/run-in-pod.ts";

const VOLUMES = "volumes: [{name: data, emptyDir: {}}, {name: claim, persistentVolumeClaim: {claimName: shared}}]";
const CLAIM =
  "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: shared}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";
const POD = `
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  ${VOLUMES}
  containers:
  - name: db
    image: db:1
    volumeMounts:
    - {name: data, mountPath: /data}
    - {name: claim, mountPath: /claim, subPath: db}
    - {name: claim, mountPath: /mine, subPathExpr: of/$(my.name)/$$(my.name)}
    env: [{name: my.name, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
  - name: copy
    image: copy:1
    volumeMounts:
    - {name: data, mountPath: /from, subPath: new}
    - {name: claim, mountPath: /all}
`;

function running(): Rehearsal {
  const rehearsal = rehearse();
  rehearsal.create(CLAIM);
  rehearsal.create(POD);
  rehearsal.settle();
  return rehearsal;
}

function sh(rehearsal: Rehearsal, script: string, container = "db"): string {
  const found = rehearsal.get("Pod", "a");
  if (found === undefined) throw new Error("no pod");
  const { stdout, stderr } = runInPod(rehearsal.simulation, { pod: found, container, command: ["sh", "-c", script] });
  return stdout + stderr;
}

function anew(rehearsal: Rehearsal): void {
  rehearsal.remove("Pod", "a", { gracePeriodSeconds: 0 });
  rehearsal.create(POD);
  rehearsal.settle();
}

describe("files in a pod", () => {
  const WRITE = "echo e > /data/f; echo c > /claim/f; echo o > /tmp/f";
  const READ = "ls /data /claim /tmp";

  it("are gone with it when they lie in an emptyDir, and stay on a claim", () => {
    const rehearsal = running();
    sh(rehearsal, WRITE);
    expect(sh(rehearsal, READ)).toBe("/data:\nf\n/claim:\nf\n/tmp:\nf\n");
    anew(rehearsal);
    expect(sh(rehearsal, READ)).toBe("/data:\n/claim:\nf\n/tmp:\n");
  });

  it("stay in an emptyDir when their container starts again, and are gone beside it", () => {
    const rehearsal = running();
    sh(rehearsal, WRITE);
    sh(rehearsal, "echo other > /tmp/g", "copy");
    rehearsal.patch("Pod", "a", { metadata: { labels: { tier: "data" } } });
    expect(sh(rehearsal, READ)).toBe("/data:\nf\n/claim:\nf\n/tmp:\nf\n");
    rehearsal.patch("Pod", "a", { spec: { containers: rehearsal.get("Pod", "a")?.spec.containers.map((one) => ({ ...one, image: one.image?.replace("db:1", "db:2") })) } }); // prettier-ignore
    rehearsal.settle();
    expect(sh(rehearsal, READ)).toBe("/data:\nf\n/claim:\nf\n/tmp:\n");
    expect(sh(rehearsal, "cat /tmp/g", "copy")).toBe("other\n");
    sh(rehearsal, WRITE);
    rehearsal.fail("pod/a", "crash-loop");
    rehearsal.settle();
    rehearsal.recover("pod/a");
    rehearsal.settle();
    expect(sh(rehearsal, READ)).toBe("/data:\nf\n/claim:\nf\n/tmp:\n");
  });

  it("are seen by all containers that mount their volume, each in its folder, and by no other", () => {
    const rehearsal = running();
    sh(rehearsal, "mkdir /data/new; echo 1 > /data/new/a; echo 2 > /tmp/b; echo 3 > /mine/c; echo 4 > /claim/d");
    expect(sh(rehearsal, "ls /from /tmp /all /all/of/a", "copy")).toBe(
      "/from:\na\n/tmp:\n/all:\ndb\nof\n/all/of/a:\n$(my.name)\n",
    );
    sh(rehearsal, "rm -r /all/of; echo 5 > /from/e", "copy");
    expect(sh(rehearsal, "ls /data/new /mine /claim")).toBe("/data/new:\na\ne\n/mine:\n/claim:\nd\n");
  });

  it("on an ephemeral volume go with its pod", () => {
    const rehearsal = rehearse();
    const template = "{spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";
    const volumes = `volumes: [{name: tmp, ephemeral: {volumeClaimTemplate: ${template}}}]`;
    const yaml = pod("a", { spec: volumes, container: ", volumeMounts: [{name: tmp, mountPath: /tmp}]" });
    rehearsal.create(yaml);
    rehearsal.settle();
    sh(rehearsal, "touch /tmp/f", "");
    expect(Object.keys(rehearsal.simulation.files().volumes)).toHaveLength(1);
    rehearsal.remove("Pod", "a", { gracePeriodSeconds: 0 });
    rehearsal.create(yaml);
    rehearsal.settle();
    expect(sh(rehearsal, "ls /tmp", "")).toBe("");
    expect(rehearsal.simulation.files().volumes).toEqual({});
  });
});
