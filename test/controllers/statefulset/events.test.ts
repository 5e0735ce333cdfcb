import { describe, expect, it } from "vitest";
import { alreadyExists } from "../../../src/api/status.ts";
import { BROKEN, claimTemplate, Stage, type Call } from "./stage.ts";

const when =
  (verb: Call["verb"], kind: string, name?: string) =>
  (call: Call): boolean =>
    call.controller === "statefulset-controller" &&
    call.verb === verb &&
    call.kind === kind &&
    (name === undefined || name === call.name);

const refusing = (matches: (call: Call) => boolean): Stage =>
  new Stage({ refuse: (call) => (matches(call) ? BROKEN : undefined) });

/** Without how often they came. */
const texts = (stage: Stage): readonly string[] => stage.events().map((event) => event.replace(/ x\d+$/, ""));

describe("events", () => {
  it("EV-1: a pod made, corrected and deleted", () => {
    const stage = new Stage().set({ replicas: 2 });
    stage.label("web-0", { "statefulset.kubernetes.io/pod-name": null }).settle();
    stage.scale(1).settle();
    expect(stage.events()).toEqual(
      expect.arrayContaining([
        "Normal SuccessfulCreate: Create Pod web-0 in StatefulSet web successful",
        "Normal SuccessfulUpdate: Update Pod web-0 in StatefulSet web successful",
        "Normal SuccessfulDelete: Delete Pod web-1 in StatefulSet web successful",
      ]),
    );
  });

  it("have names in the order in which they came, by which they are listed", () => {
    const stage = new Stage().set({ replicas: 3, parallel: true, claims: ["www"] });
    const events = stage.sim.cluster.view().list("Event", "default");
    const versions = events.map(({ metadata }) => Number(metadata.resourceVersion));
    expect(versions).toHaveLength(6);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    for (const { metadata } of events) expect(metadata.name).toMatch(/^web\.[0-9a-f]{16}$/);
  });

  it("EV-2: what could not be done to a pod, with the error", () => {
    const create = refusing(when("create", "Pod")).set({ replicas: 1 });
    expect(texts(create)).toEqual([
      `Warning FailedCreate: Create Pod web-0 in StatefulSet web failed error: ${BROKEN.message}`,
    ]);
    const remove = refusing(when("delete", "Pod")).set({ replicas: 1 }).scale(0);
    remove.settle();
    expect(texts(remove)).toContain(
      `Warning FailedDelete: Delete Pod web-0 in StatefulSet web failed error: ${BROKEN.message}`,
    );
    const update = refusing(when("update", "Pod")).set({ replicas: 1 });
    update.label("web-0", { "statefulset.kubernetes.io/pod-name": null }).settle();
    expect(texts(update)).toContain(
      `Warning FailedUpdate: Update Pod web-0 in StatefulSet web failed error: ${BROKEN.message}`,
    );
  });

  it("EV-3: a claim made", () => {
    expect(new Stage().set({ replicas: 1, claims: ["www"] }).events()).toContain(
      "Normal SuccessfulCreate: Create Claim www-web-0 Pod web-0 in StatefulSet web success",
    );
  });

  it("EV-4: a claim that could not be made, and then the pod", () => {
    const stage = refusing(when("create", "PersistentVolumeClaim")).set({ replicas: 1, claims: ["www"] });
    const why = `failed to create PVC www-web-0: ${BROKEN.message}`;
    expect(texts(stage)).toEqual(
      expect.arrayContaining([
        `Warning FailedCreate: Create Claim www-web-0 for Pod web-0 in StatefulSet web failed error: ${BROKEN.message}`,
        `Warning FailedCreate: Create Pod web-0 in StatefulSet web failed error: ${why}`,
      ]),
    );
  });

  it("EV-5: verbs begin with a capital, and a claim's success and failure are worded differently", () => {
    const stage = new Stage().set({ replicas: 1, claims: ["www"] });
    for (const event of stage.events())
      expect(event).toMatch(/: (Create|Update|Delete) (Pod|Claim) .*(success|successful)$/);
  });

  const foreign = { apiVersion: "v1", kind: "ConfigMap", name: "boss", controller: true };

  it("EV-6, EV-7: a foreign controller of a claim is told while the pod is pending, and not of a running one", () => {
    const stage = new Stage();
    stage.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "boss" } });
    const ownerReferences = [{ ...foreign, uid: stage.get("ConfigMap", "boss")?.metadata.uid ?? "" }];
    const { spec } = claimTemplate("www") as { spec: object };
    stage.create({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "www-web-0", ownerReferences },
      spec,
    });
    stage.set({ replicas: 1, claims: ["www"], retention: { whenDeleted: "Delete" } });
    const conflict =
      "Warning ConflictingController: PersistentVolumeClaim www-web-0 has a conflicting OwnerReference that acts as " +
      "a manging controller, the retention policy is ignored for this claim";
    const told = stage.events().filter((event) => event.startsWith(conflict));
    expect(told).toHaveLength(1);
    stage.label("web-0", { touched: "yes" }).settle();
    expect(stage.events().filter((event) => event.startsWith(conflict))).toEqual(told);
    expect(stage.owners("www-web-0")).toEqual(["ConfigMap/boss"]);
  });

  it("EV-8: nothing is said of what users delete, of waiting, adoption, revisions and scaling", () => {
    const stage = new Stage().set({ replicas: 1 });
    const before = stage.events();
    stage.fail("pod/web-1", "not-ready").scale(1).remove("Pod", "web-0").settle();
    expect(stage.events()).toEqual(before.map((event) => `${event} x2`));
  });

  it("EV-9: a pod that is already gone counts as deleted", () => {
    const stage: Stage = new Stage({
      refuse: (call) => {
        if (when("delete", "Pod", "web-0")(call)) {
          stage.sim.cluster.delete({ kind: "Pod", namespace: "default", name: "web-0" }, { gracePeriodSeconds: 0 });
        }
        return undefined;
      },
    });
    stage.set({ replicas: 1 }).scale(0).settle();
    expect(stage.events()).toContain("Normal SuccessfulDelete: Delete Pod web-0 in StatefulSet web successful");
  });

  it("EV-10: a claim that exists although it was not seen has no event of its own, but fails the pod", () => {
    const resource = { group: "", plural: "persistentvolumeclaims" };
    const exists = alreadyExists(resource, "www-web-0");
    const stage = new Stage({
      refuse: (call) => (when("create", "PersistentVolumeClaim")(call) ? exists : undefined),
    });
    stage.set({ replicas: 1, claims: ["www"] });
    const why = `failed to create PVC www-web-0: ${exists.message}`;
    expect(texts(stage)).toEqual([`Warning FailedCreate: Create Pod web-0 in StatefulSet web failed error: ${why}`]);
  });

  it("EV-11: errors of several claims stand in brackets, equal ones once", () => {
    const stage = refusing(when("create", "PersistentVolumeClaim")).set({ replicas: 1, claims: ["a", "b"] });
    const why = ["a", "b"].map((name) => `failed to create PVC ${name}-web-0: ${BROKEN.message}`).join(", ");
    expect(texts(stage)).toContain(`Warning FailedCreate: Create Pod web-0 in StatefulSet web failed error: [${why}]`);
  });

  it("EV-11: an owner that cannot be set is told as an update that failed", () => {
    const stage = refusing(when("update", "PersistentVolumeClaim"));
    stage.set({ replicas: 1, claims: ["www"], retention: { whenDeleted: "Delete" } });
    const why = `could not update claim www-web-0 for delete policy ownerRefs: ${BROKEN.message}`;
    expect(texts(stage)).toContain(`Warning FailedUpdate: Update Pod web-0 in StatefulSet web failed error: ${why}`);
  });

  it("EV-12: from the tenth like it on they are combined, and after 25 there is silence", () => {
    const stage = new Stage().set({ replicas: 40, parallel: true });
    const events = stage.events();
    const combined = events.filter((event) => event.includes("(combined from similar events): "));
    expect(combined).toHaveLength(1);
    expect(combined[0]).toMatch(/ x16$/);
    expect(events).toHaveLength(10);
  });

  // staging/src/k8s.io/client-go/tools/record/events_cache_test.go, `TestEventCorrelator` (1.36)
  it("EV-12: they go on being combined until there was none for ten minutes", () => {
    const stage = new Stage({ settings: { startAfterMs: 120_000 } }).set({ replicas: 14 });
    const created = (): readonly string[] => stage.events().filter((event) => event.includes("Create Pod web-"));
    expect(created().filter((event) => event.includes("(combined from similar events): "))).toHaveLength(1);
    expect(created()).toHaveLength(10);
    stage.sim.run({ kind: "for", ms: 601_000 });
    stage.scale(15).settle();
    expect(created()).toHaveLength(11);
  });

  it("EV-13: a claim's event goes right behind the claim, the pod's behind the pod", () => {
    const stage = new Stage().set({ replicas: 1, claims: ["a", "b"] });
    const versions = stage.sim.cluster.view().list("Event", "default");
    const ordered = versions.toSorted(
      (a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion),
    );
    expect(ordered.map((event) => event.message)).toEqual([
      "Create Claim a-web-0 Pod web-0 in StatefulSet web success",
      "Create Claim b-web-0 Pod web-0 in StatefulSet web success",
      "Create Pod web-0 in StatefulSet web successful",
    ]);
  });
});
