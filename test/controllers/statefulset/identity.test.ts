import { parentAndOrdinal } from "../../../src/api/kinds/statefulset/ordinals.ts";
import { describe, expect, it } from "vitest";
import { openSimulation } from "../../../src/sim/simulation.ts";
import { BROKEN, claimTemplate, Stage, statefulSet, template } from "./stage.ts";

const bare = (name: string, labels: Record<string, string> = { app: "nginx" }, more: object = {}): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, labels },
  spec: { containers: [{ name: "nginx", image: "a:1" }], ...more },
});

describe("names and ordinals", () => {
  it("ID-1: a pod is named after its set and its ordinal, without padding", () => {
    expect(new Stage().set({ replicas: 11, parallel: true }).pods()).toContain("web-10");
  });

  it("ID-2: ordinals begin at spec.ordinals.start, and there are none with no replicas", () => {
    const stage = new Stage().set({ replicas: 2, start: 5 });
    expect(stage.pods()).toEqual(["web-5", "web-6"]);
    stage.scale(0).settle();
    expect(stage.pods()).toEqual([]);
  });

  it.each([
    ["web-1", "web", 1],
    ["web-01", "web", 1],
    ["a-1-2", "a-1", 2],
    ["web", "", -1],
    ["web-", "", -1],
    ["web-2147483647", "web", 2147483647],
    ["web-2147483648", "web", -1],
    ["-7", "", 7],
  ])("ID-3: %s has the parent %s and the ordinal %d", (name, parent, ordinal) => {
    expect(parentAndOrdinal(name)).toEqual({ parent, ordinal });
  });

  it("ID-4: a pod of another set's name is no member, whatever its labels", () => {
    const stage = new Stage().set({ replicas: 1 });
    stage.create(bare("other-1")).settle();
    expect(stage.pod("other-1").metadata.ownerReferences).toBeUndefined();
    expect(stage.counters()).toBe("1/1/1/1");
  });

  it("ID-5: a claim is named after its template, the set and the ordinal", () => {
    const stage = new Stage().set({ replicas: 2, start: 3, claims: ["www", "log"] });
    expect(stage.claims()).toEqual(["log-web-3", "log-web-4", "www-web-3", "www-web-4"]);
  });
});

describe("a new pod", () => {
  it("carries the template's labels and annotations, its owner, its host name and its three labels", () => {
    const meta = { labels: { app: "nginx", "controller-revision-hash": "mine" }, annotations: { note: "x" } };
    const spec = { hostname: "other", subdomain: "other", containers: [{ name: "nginx", image: "a:1" }] };
    const stage = new Stage().set({ replicas: 1, more: { serviceName: "svc", template: { metadata: meta, spec } } });
    const { metadata, spec: made } = stage.pod("web-0");
    const uid = stage.web().metadata.uid;
    expect(metadata).toMatchObject({
      generateName: "web-",
      annotations: { note: "x" },
      labels: {
        app: "nginx",
        "statefulset.kubernetes.io/pod-name": "web-0",
        "apps.kubernetes.io/pod-index": "0",
        "controller-revision-hash": stage.revisions()[0]?.metadata.name,
      },
    });
    const owner = { apiVersion: "apps/v1", kind: "StatefulSet", name: "web", uid };
    expect(metadata.ownerReferences).toEqual([{ ...owner, controller: true, blockOwnerDeletion: true }]);
    expect(made).toMatchObject({ hostname: "web-0", subdomain: "svc" });
    expect(stage.revisions()[0]?.metadata.labels).toMatchObject({ "controller-revision-hash": "mine" });
  });

  it("has no subdomain when the set names no service, also when the template names one", () => {
    const containers = [{ name: "nginx", image: "a:1" }];
    const more = { template: { metadata: { labels: { app: "nginx" } }, spec: { subdomain: "x", containers } } };
    const stage = new Stage().set({ replicas: 1, more: { ...more, serviceName: "" } });
    expect(stage.pod("web-0").spec.subdomain).toBeUndefined();
  });

  it("mounts its claims before the template's volumes, and instead of one of the same name", () => {
    const volumes = [
      { name: "tmp", emptyDir: {} },
      { name: "www", emptyDir: {} },
      { name: "cfg", emptyDir: {} },
    ];
    const spec = { containers: [{ name: "nginx", image: "a:1" }], volumes };
    const more = { template: { metadata: { labels: { app: "nginx" } }, spec } };
    const stage = new Stage().set({ replicas: 1, claims: ["www"], more });
    const mounted = stage.pod("web-0").spec.volumes ?? [];
    expect(mounted.map((volume) => volume.name).filter((name) => !name.startsWith("kube-api"))).toEqual([
      "www",
      "tmp",
      "cfg",
    ]);
    expect(mounted[0]).toEqual({ name: "www", persistentVolumeClaim: { claimName: "www-web-0" } });
  });
});

describe("claims", () => {
  const labelled = { ...claimTemplate("www"), metadata: { name: "www", labels: { app: "other", tier: "db" } } };

  it("ID-6: a claim copies its template into the set's namespace", () => {
    const annotated = { ...claimTemplate("www"), metadata: { name: "www", annotations: { note: "x" } } };
    const stage = new Stage().set({ replicas: 1, more: { volumeClaimTemplates: [annotated] } });
    const claim = stage.claim("www-web-0");
    expect(claim.metadata).toMatchObject({ namespace: "default", annotations: { note: "x" } });
    expect(claim.spec).toMatchObject({ accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } });
  });

  it("ID-7: the selector's labels go over the template's", () => {
    const stage = new Stage().set({ replicas: 1, more: { volumeClaimTemplates: [labelled] } });
    expect(stage.claim("www-web-0").metadata.labels).toEqual({ app: "nginx", tier: "db" });
    const plain = new Stage().set({ replicas: 1, claims: ["www"] });
    expect(plain.claim("www-web-0").metadata.labels).toEqual({ app: "nginx" });
  });

  it("ID-8: a claim has no owner at first, and is protected", () => {
    const { metadata } = new Stage().set({ replicas: 1, claims: ["www"] }).claim("www-web-0");
    expect(metadata.ownerReferences).toBeUndefined();
    expect(metadata.finalizers).toEqual(["kubernetes.io/pvc-protection"]);
  });

  it("ID-9: a claim that is there already is used as it is", () => {
    const stage = new Stage();
    const spec = { accessModes: ["ReadWriteMany"], resources: { requests: { storage: "9Gi" } } };
    const mine = { name: "www-web-0", labels: { mine: "yes" } };
    stage.create({ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: mine, spec });
    stage.set({ replicas: 1, claims: ["www"] });
    expect(stage.counters()).toBe("1/1/1/1");
    const claim = stage.claim("www-web-0");
    expect([claim.metadata.labels, claim.spec.resources?.requests]).toEqual([{ mine: "yes" }, { storage: "9Gi" }]);
  });
});

describe("correction in place", () => {
  it("ID-10: only the pod-name label and the name make a pod's identity", () => {
    const stage = new Stage().set({ replicas: 1 });
    stage.log();
    stage.label("web-0", { "apps.kubernetes.io/pod-index": "9", extra: "yes" }).settle();
    expect(stage.log()).toEqual([]);
    expect(stage.pod("web-0").metadata.labels).toMatchObject({ "apps.kubernetes.io/pod-index": "9", extra: "yes" });
  });

  it("ID-11: volumes beyond those of the claims do not matter", () => {
    const stage = new Stage();
    const volumes = [
      { name: "more", emptyDir: {} },
      { name: "www", persistentVolumeClaim: { claimName: "www-web-0" } },
    ];
    const labels = { app: "nginx", "statefulset.kubernetes.io/pod-name": "web-0" };
    stage.create(bare("web-0", labels, { volumes }));
    stage.set({ replicas: 1, claims: ["www"], more: { updateStrategy: { type: "OnDelete" } } });
    expect(stage.events().filter((event) => event.includes("FailedUpdate"))).toEqual([]);
    expect(stage.counters()).toBe("1/1/0/0");
  });

  it("ID-12: a correction sets the index label too, and leaves host name and revision label alone", () => {
    const stage = new Stage().set({ replicas: 1 });
    const { spec } = stage.pod("web-0");
    stage.label("web-0", { "apps.kubernetes.io/pod-index": "9", "statefulset.kubernetes.io/pod-name": null }).settle();
    const labels = stage.pod("web-0").metadata.labels ?? {};
    expect([labels["apps.kubernetes.io/pod-index"], labels["statefulset.kubernetes.io/pod-name"]]).toEqual([
      "0",
      "web-0",
    ]);
    expect(stage.pod("web-0").spec).toEqual(spec);
    expect(stage.events()).toContain("Normal SuccessfulUpdate: Update Pod web-0 in StatefulSet web successful");
  });

  it("ID-13: a pod without its claims cannot be corrected, and holds up the set", () => {
    const stage = new Stage();
    stage.create(bare("web-0")).settle();
    stage.set({ replicas: 2, claims: ["www"] });
    expect(stage.pods()).toEqual(["web-0"]);
    expect(stage.settle().failing).toMatchObject([{ controller: "statefulset-controller", key: "default/web" }]);
    expect(stage.events().join("\n")).toContain("Update Pod web-0 in StatefulSet web failed error: Pod");
  });

  it("ID-14: a pod whose revision label was changed is replaced by the next rolling update step", () => {
    const stage = new Stage().set({ replicas: 2 });
    stage.log();
    stage.label("web-1", { "controller-revision-hash": "mine" }).settle();
    expect(stage.log()).toContain("delete pod/web-1");
    expect(stage.counters()).toBe("2/2/2/2");
  });
});

describe("adoption and release", () => {
  it("ID-15: nothing is adopted by a set that is being deleted", () => {
    const stage = new Stage().set({ replicas: 1 });
    stage.patch("StatefulSet", "web", { metadata: { finalizers: ["example.com/hold"] } });
    stage.remove("StatefulSet", "web").create(bare("web-4")).settle();
    expect(stage.pod("web-4").metadata.ownerReferences).toBeUndefined();
  });

  it("ID-16: a pod that cannot be adopted ends the pass before anything else, and all are tried", () => {
    const asked: string[] = [];
    const stage = new Stage({
      refuse: ({ controller, verb, kind, name }) => {
        if (controller !== "statefulset-controller" || verb !== "update" || kind !== "Pod") return undefined;
        asked.push(name);
        return BROKEN;
      },
    });
    stage.create(bare("web-1")).create(bare("web-2")).settle();
    stage.create(statefulSet("web", { replicas: 3 }));
    expect(stage.settle().failing).toMatchObject([{ error: BROKEN.message }]);
    expect(new Set(asked)).toEqual(new Set(["web-1", "web-2"]));
    expect(stage.pods()).toEqual(["web-1", "web-2"]);
    expect(stage.history()).toEqual([]);
  });

  it("ID-17: adopted pods come after those that are the set's", () => {
    const stage = new Stage().set({ replicas: 2 });
    stage.log();
    stage.create(bare("web-9"));
    stage.settle();
    expect(stage.log().slice(0, 2)).toEqual(["update pod/web-9", "delete pod/web-9"]);
  });

  it("ID-18: a bare pod beside the set is adopted, condemned and deleted", () => {
    const stage = new Stage().set({ replicas: 2 });
    stage.create(bare("web-7")).settle();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
  });

  it("ID-18: a bare pod in the set's range is adopted and rolled", () => {
    const stage = new Stage();
    stage.create(bare("web-0")).settle();
    const { uid } = stage.pod("web-0").metadata;
    stage.set({ replicas: 1 });
    expect(stage.pod("web-0").metadata.uid).not.toBe(uid);
    expect(stage.counters()).toBe("1/1/1/1");
  });

  it("ID-19: a released pod keeps its name, and nothing above it moves until its label comes back", () => {
    const stage = new Stage().set({ replicas: 2 });
    stage.label("web-0", { app: "other" }).settle();
    expect(stage.pod("web-0").metadata.ownerReferences).toBeUndefined();
    stage.scale(3).settle();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
    expect(stage.settle().failing[0]?.error).toContain('pods "web-0" already exists');
    expect(stage.events().filter((event) => event.includes("Failed"))).toEqual([]);
    stage.label("web-0", { app: "nginx" }).settle();
    expect(stage.pods()).toEqual(["web-0", "web-1", "web-2"]);
  });

  it("ID-20: a pod of the ordinal in another spelling takes its place, and can never be corrected", () => {
    const stage = new Stage();
    stage.create(bare("web-01")).settle();
    stage.set({ replicas: 2 });
    expect(stage.pods()).toEqual(["web-0", "web-01"]);
    const failed = 'Update Pod web-1 in StatefulSet web failed error: pods "web-1" not found';
    expect(stage.events().join("\n")).toContain(failed);
  });

  it("ID-20, REC-24: beside the pod it would be, the correction finds that one well, and the stranger is rolled away", () => {
    const stage = new Stage().set({ replicas: 2 });
    stage.create(bare("web-01")).settle();
    expect(stage.pods()).toEqual(["web-0", "web-1"]);
    expect(stage.events().filter((event) => event.includes("Failed"))).toEqual([]);
    expect(stage.events().join("\n")).toContain("Update Pod web-1 in StatefulSet web successful");
    expect(stage.events().join("\n")).toContain("Delete Pod web-01 in StatefulSet web successful");
  });

  // pkg/controller/statefulset/stateful_pod_control.go, `UpdateStatefulPod` (1.36)
  it("ID-20, REC-24: beside the pod it would be, the correction goes on with that one after the conflict", () => {
    const stage = new Stage();
    stage.create(bare("web-1")).settle();
    stage.create(bare("web-01")).settle();
    stage.set({ replicas: 2, claims: ["www"] });
    const failed = stage.events().filter((event) => event.includes("FailedUpdate"));
    expect(failed).not.toEqual([]);
    for (const event of failed) expect(event).toContain('failed error: Pod "web-1" is invalid: spec: Forbidden');
  });

  it("ID-20: which of two pods stands for an ordinal does not depend on when the cluster was opened", () => {
    const stage = new Stage({ settings: { startAfterMs: 3000 } });
    stage.set({ replicas: 2, parallel: true, more: { minReadySeconds: 5 } });
    const reopened = openSimulation(stage.sim.snapshot());
    for (const sim of [stage.sim, reopened]) {
      sim.cluster.create(bare("web-01"), "default");
      sim.run({ kind: "settled" });
    }
    expect(reopened.snapshot().objects).toEqual(stage.sim.snapshot().objects);
  });

  // pkg/controller/statefulset/stateful_set_control.go, `updateStatefulSet` (1.36)
  it("ID-3: adopts a pod whose ordinal is too high for one, and counts it nowhere", () => {
    const stage = new Stage().set({ replicas: 2 });
    stage.create(bare("web-4294967296")).settle();
    expect(stage.pod("web-4294967296").metadata.ownerReferences).toHaveLength(1);
    expect(stage.counters()).toBe("2/2/2/2");
  });

  it("does not touch what another controls", () => {
    const stage = new Stage().set({ replicas: 1 });
    const other = { selector: { matchLabels: { app: "db" } }, template: template("a:1", { app: "db" }) };
    stage.set({ replicas: 1, more: other }, "db");
    expect([stage.counters("web"), stage.counters("db")]).toEqual(["1/1/1/1", "1/1/1/1"]);
    stage.label("db-0", { app: "nginx" }).settle();
    expect(stage.pod("db-0").metadata.ownerReferences).toBeUndefined();
  });
});
