import { describe, expect, it } from "vitest";
import { revisionHash, revisionName } from "../../../src/api/kinds/controllerrevision/revision-hash.ts";
import { revisionText } from "../../../src/api/kinds/controllerrevision/template-patch.ts";
import { BROKEN, Stage, statefulSet, template } from "./stage.ts";

const A = "web-77cff5465";
const B = "web-5ddf6c5c88";
const C = "web-6fdb5b7fc5";

/** The revision that a set of that name and template is given. */
function revisionOf(name: string, pod: object, spec: object = {}): { name: string; text: string } {
  const labels = (pod as { metadata: { labels: object } }).metadata.labels;
  const stage = new Stage();
  stage.create(statefulSet(name, { replicas: 0, more: { selector: { matchLabels: labels }, template: pod, ...spec } }));
  stage.settle();
  const [revision] = stage.revisions();
  if (revision === undefined) throw new Error("no revision was made");
  return { name: revision.metadata.name, text: revisionText(revision) };
}

describe("golden names of revisions", () => {
  const mounted = (image: string): object => ({
    metadata: { labels: { app: "nginx" } },
    spec: {
      terminationGracePeriodSeconds: 10,
      containers: [{ name: "nginx", image, volumeMounts: [{ name: "www", mountPath: "/d" }] }],
    },
  });
  const claims = {
    volumeClaimTemplates: [
      {
        metadata: { name: "www" },
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
      },
    ],
  };

  it("G1: a mounted volume, two images", () => {
    const { name, text } = revisionOf("web", mounted("a:1"), claims);
    expect(name).toBe("web-6f9b6466c6");
    expect(text).toHaveLength(458);
    expect([1, 2].map((count) => revisionHash(text, count))).toEqual(["6f9b6466c7", "6f9b6466c8"]);
    expect(revisionOf("web", mounted("a:2"), claims).name).toBe("web-58d4b5c787");
  });

  it.each([
    ["a:1", A],
    ["a:2", B],
    ["a:3", C],
    ["a:4", "web-5b8775cd74"],
    ["a:5", "web-64d6f4dbdf"],
    ["a:6", "web-85d6fb47c6"],
  ])("G1: without mounts, image %s gives %s", (image, name) => {
    expect(revisionOf("web", template(image)).name).toBe(name);
  });

  it("G1: the name after a collision", () => {
    const { text } = revisionOf("web", template("a:1"));
    expect(revisionName("web", revisionHash(text, 1))).toBe("web-77cff5464");
    expect(revisionName("web", revisionHash(revisionOf("web", template("a:2")).text, 1))).toBe("web-5ddf6c5c89");
  });

  it("G2: an image without a tag", () => {
    const pod = { metadata: { labels: { g: "1" } }, spec: { containers: [{ name: "c", image: "nginx" }] } };
    const { name, text } = revisionOf("g1", pod);
    expect([name, text.length]).toEqual(["g1-567d5d5557", 395]);
  });

  it("G3: characters that Go escapes, quantities, probes and fields", () => {
    const container = {
      name: "c",
      image: "registry.k8s.io/nginx-slim:0.8",
      ports: [{ containerPort: 80, name: "web" }],
      env: [
        { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
        { name: "E", value: "" },
      ],
      livenessProbe: { tcpSocket: { port: 80 } },
      readinessProbe: { httpGet: { path: "/h", port: "web" } },
      resources: { limits: { cpu: "1500m", memory: "2000000000" }, requests: { cpu: "1000m", memory: "1024Mi" } },
    };
    const metadata = { labels: { g: "2" }, annotations: { q: 'a<b>&"c" é \u2028 /x\\y\t' } };
    const { name, text } = revisionOf("g2", { metadata, spec: { containers: [container] } });
    expect(text).toContain(String.raw`"q":"a\u003cb\u003e\u0026\"c\" é \u2028 /x\\y\t"`);
    expect(name).toBe("g2-8566575b78");
  });

  it("G4: two images that are always pulled, and no grace", () => {
    const containers = [
      { name: "a", image: "nginx:latest" },
      { name: "b", image: "localhost:5000/nginx" },
    ];
    const pod = { metadata: { labels: { g: "4" } }, spec: { containers, terminationGracePeriodSeconds: 0 } };
    const { text } = revisionOf("g4", pod);
    expect(text.match(/"imagePullPolicy":"Always"/g)).toHaveLength(2);
    expect(text).toContain('"terminationGracePeriodSeconds":0');
  });

  it("G5: upstream's own test data", () => {
    const data = (creation: string): string =>
      `{"spec":{"template":{"$patch":"replace","metadata":{${creation}"labels":{"app":"foo"}},"spec":{"containers":` +
      `[{"image":"test","imagePullPolicy":"Always","name":"test","resources":{},"terminationMessagePath":` +
      `"/dev/termination-log","terminationMessagePolicy":"File"}],"dnsPolicy":"ClusterFirst","restartPolicy":"Always",` +
      `"schedulerName":"default-scheduler","securityContext":{},"terminationGracePeriodSeconds":30}}}}`;
    const pod = { metadata: { labels: { app: "foo" } }, spec: { containers: [{ name: "test", image: "test" }] } };
    const { name, text } = revisionOf("test", pod);
    expect(text).toBe(data(""));
    expect(name).toBe(revisionName("test", revisionHash(data(""), 0)));
  });
});

describe("what a revision holds", () => {
  it("REV-1: the template as a patch that replaces it, and nothing else", () => {
    const stage = new Stage().set();
    expect(Object.keys(stage.revisions()[0]?.data ?? {})).toEqual(["spec"]);
    expect(stage.revisions()[0]?.data).toMatchObject({ spec: { template: { $patch: "replace" } } });
    stage.spec({ replicas: 1, minReadySeconds: 1, persistentVolumeClaimRetentionPolicy: { whenScaled: "Delete" } });
    stage.settle();
    expect(stage.history()).toEqual([`1:${A}`]);
  });

  it("REV-2: the template's labels with the hash, the set's annotations, its owner and a number", () => {
    const stage = new Stage().set({ annotations: { "kubernetes.io/change-cause": "first" } });
    expect(stage.revisions()[0]).toMatchObject({
      metadata: {
        name: A,
        labels: { app: "nginx", "controller.kubernetes.io/hash": "77cff5465" },
        annotations: { "kubernetes.io/change-cause": "first" },
        ownerReferences: [{ kind: "StatefulSet", name: "web", controller: true, blockOwnerDeletion: true }],
      },
      revision: 1,
    });
  });

  it("REV-3: annotations given later do not reach a revision, also not on the way back to it", () => {
    const stage = new Stage().set({ annotations: { cause: "first" } });
    stage
      .patch("StatefulSet", "web", { metadata: { annotations: { cause: "second" } } })
      .image("a:2")
      .settle();
    stage
      .patch("StatefulSet", "web", { metadata: { annotations: { cause: "third" } } })
      .image("a:1")
      .settle();
    expect(stage.revisions().map((one) => one.metadata.annotations?.["cause"])).toEqual(["second", "first"]);
  });

  it("REV-4: the name cuts the set's at 223 bytes", () => {
    expect(revisionName("x".repeat(300), "abc")).toBe(`${"x".repeat(223)}-abc`);
  });

  it("REV-5: a higher collision count changes the last character alone", () => {
    expect([0, 1, 2].map((count) => revisionHash("{}", count).slice(0, -1))).toEqual(
      Array.from({ length: 3 }, () => revisionHash("{}", 0).slice(0, -1)),
    );
  });

  it("REV-6: a new number is one above the highest that is left", () => {
    const stage = new Stage().set().image("a:2");
    stage.settle();
    stage.image("a:3").settle();
    expect(stage.history()).toEqual([`1:${A}`, `2:${B}`, `3:${C}`]);
    stage.remove("ControllerRevision", B).image("a:4").settle();
    expect(stage.history().at(-1)).toBe("4:web-5b8775cd74");
  });

  it("REV-7: revisions that the selector does not match are not the set's", () => {
    const stage = new Stage().set();
    stage
      .patch("ControllerRevision", A, { metadata: { labels: { app: "other" } } })
      .image("a:2")
      .settle();
    expect(stage.revisions().map((one) => one.revision)).toEqual([1, 1]);
  });
});

describe("finding the update revision", () => {
  const taken = (data: object, more: object = {}): object => ({
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: { name: A, ...more },
    data,
    revision: 7,
  });

  it("REV-8: a taken name is passed over, and the count stays in the status", () => {
    const stage = new Stage();
    stage.create(taken({ other: true })).set({ replicas: 1 });
    const made = stage.get("ControllerRevision", "web-77cff5464");
    expect(made?.metadata.labels).toMatchObject({ "controller.kubernetes.io/hash": "77cff5465" });
    expect(stage.status()).toMatchObject({ collisionCount: 1, updateRevision: "web-77cff5464" });
    stage.image("a:2").settle();
    expect(stage.status().updateRevision).toBe("web-5ddf6c5c89");
  });

  it("REV-8: an object of that name with the same data is used, whoever owns it", () => {
    const donor = new Stage().set({ replicas: 0 }).revisions()[0]?.data ?? {};
    const stage = new Stage();
    stage.create(taken(donor)).set({ replicas: 1 });
    expect(stage.history()).toEqual([`7:${A}`]);
    expect(stage.status()).toMatchObject({ collisionCount: 0, updateRevision: A });
    expect(stage.counters()).toBe("1/1/1/1");
  });

  it("REV-9: the latest revision stays the update revision when only its writing differs", () => {
    const stage = new Stage().set({ replicas: 1 });
    const old = stage.revisions()[0];
    const { spec } = (old?.data ?? {}) as { spec: { template: { metadata: object } } };
    const written = {
      spec: { template: { ...spec.template, metadata: { ...spec.template.metadata, creationTimestamp: null } } },
    };
    const { uid } = stage.pod("web-0").metadata;
    stage.sim.import([{ ...old, data: written } as never]);
    stage.settle();
    expect(stage.history()).toEqual([`1:${A}`]);
    expect(stage.pod("web-0").metadata.uid).toBe(uid);
    stage.image("a:2").settle();
    stage.image("a:1").settle();
    expect(stage.revisions()).toHaveLength(3);
  });

  it("REV-10: going back reuses the old revision under a new number", () => {
    const stage = new Stage().set().image("a:2");
    stage.settle();
    stage.image("a:1").settle();
    expect(stage.history()).toEqual([`2:${B}`, `3:${A}`]);
  });

  it("REV-11: a current revision that was removed gives way to the update revision", () => {
    const stage = new Stage().set({ more: { updateStrategy: { rollingUpdate: { partition: 2 } } } }).image("a:2");
    stage.settle();
    stage.remove("ControllerRevision", A).remove("Pod", "web-0").settle();
    expect(stage.images()).toEqual(["web-0=a:2", "web-1=a:1", "web-2=a:2"]);
    expect(stage.status()).toMatchObject({ currentRevision: B, updateRevision: B });
  });

  it("REV-11: an update revision that was removed is made again under its name", () => {
    const stage = new Stage().set().image("a:2");
    stage.settle();
    stage.remove("ControllerRevision", B).remove("Pod", "web-0").settle();
    expect(stage.history()).toEqual([`1:${A}`, `2:${B}`]);
    expect(stage.get("ControllerRevision", B)?.metadata.creationTimestamp).toBeDefined();
  });

  it("REV-12: a set that is being deleted still makes its revision", () => {
    const stage = new Stage().set({ replicas: 1 });
    stage.patch("StatefulSet", "web", { metadata: { finalizers: ["example.com/hold"] } });
    stage.remove("StatefulSet", "web", { propagationPolicy: "Background" }).image("a:2").settle();
    expect(stage.history()).toContain(`2:${B}`);
    expect(stage.images()).toEqual(["web-0=a:1"]);
  });

  it("REV-13: revisions without a controller are adopted", () => {
    const stage = new Stage().set({ replicas: 1 });
    stage.remove("StatefulSet", "web", { propagationPolicy: "Orphan" }).settle();
    expect(stage.revisions()[0]?.metadata.ownerReferences).toBeUndefined();
    stage.set({ replicas: 1 });
    expect(stage.revisions()[0]?.metadata.ownerReferences).toMatchObject([{ uid: stage.web().metadata.uid }]);
    expect(stage.history()).toEqual([`1:${A}`]);
  });
});

describe("truncation", () => {
  it("REV-14: beyond the limit the oldest that nothing uses go", () => {
    const stage = new Stage().set({ replicas: 1, more: { revisionHistoryLimit: 1 } });
    for (const image of ["a:2", "a:3", "a:4"]) stage.image(image).settle();
    expect(stage.history()).toEqual([`3:${C}`, "4:web-5b8775cd74"]);
  });

  it("REV-14: a revision that is brought back stays, and the one left behind goes", () => {
    const stage = new Stage().set({ replicas: 0, more: { revisionHistoryLimit: 1 } }).image("a:2");
    stage.settle();
    stage.spec({ revisionHistoryLimit: 0 }).image("a:1").settle();
    expect(stage.history()).toEqual([`3:${A}`]);
  });

  it("REV-14: a refused deletion fails the pass and is tried again", () => {
    let refusals = 1;
    const refuse = ({ verb, kind }: { verb: string; kind: string }): typeof BROKEN | undefined =>
      verb === "delete" && kind === "ControllerRevision" && refusals-- > 0 ? BROKEN : undefined;
    const stage = new Stage({ refuse }).set({ replicas: 1, more: { revisionHistoryLimit: 0 } });
    stage.image("a:2").settle();
    expect(stage.decisions.some(({ again }) => again.kind === "retry")).toBe(true);
    stage.label("web-0", { touched: "yes" }).settle();
    expect(stage.history()).toEqual([`2:${B}`]);
  });

  it("REV-15: with limit 0 only those that live are left, and the former current one goes a pass later", () => {
    const stage = new Stage().set({ replicas: 2, more: { revisionHistoryLimit: 0 } });
    stage.fail("image/a:2", "image-pull").image("a:2").settle();
    expect(stage.history()).toEqual([`1:${A}`, `2:${B}`]);
    stage.recover().settle();
    const log = stage.log();
    expect(log.slice(-2)).toEqual(["status 2/2/2/2", `delete revision/${A}`]);
    expect(stage.history()).toEqual([`2:${B}`]);
  });

  it("REV-16: when the revision cannot be made, only what pods bear is kept", () => {
    let broken = false;
    const refuse = ({ verb, kind }: { verb: string; kind: string }): typeof BROKEN | undefined =>
      broken && verb === "create" && kind === "ControllerRevision" ? BROKEN : undefined;
    const stage = new Stage({ refuse }).set({ replicas: 0, more: { revisionHistoryLimit: 0 } });
    broken = true;
    stage.image("a:2").settle();
    expect(stage.history()).toEqual([]);
  });
});
