import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../src/api/object.ts";
import type { Answer } from "../../src/api/status.ts";
import { server } from "./client/kubectl.ts";

const KEY = { kind: "PersistentVolumeClaim", namespace: "default", name: "data" } as const;
const CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";

const claim = (spec: object = {}, annotations?: object): object => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "data", ...(annotations === undefined ? {} : { annotations }) },
  spec: {
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: "1Gi" } },
    storageClassName: "fast",
    volumeName: "pv",
    ...spec,
  },
});
const grown = (spec: object = {}): object => claim({ resources: { requests: { storage: "2Gi" } }, ...spec });

/** A bound claim of a class that lets claims grow, or does not. */
function bound(allowVolumeExpansion: boolean, stored: object = claim()): ReturnType<typeof server> {
  const cluster = server();
  const fast = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: "fast" } };
  cluster.create({ ...fast, provisioner: "a.b/c", allowVolumeExpansion }, "");
  const answer = cluster.create(stored, "default");
  if (!answer.ok) throw new Error(answer.status.message);
  const status = { phase: "Bound", capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"] };
  cluster.restore([{ ...answer.object, status } as KubeObject]);
  return cluster;
}

const refusal = (answer: Answer): string => (answer.ok ? "" : `${answer.status.code} ${answer.status.message}`);

/** @see plugin/pkg/admission/storage/persistentvolume/resize/admission_test.go (1.36) */
describe("a bound claim", () => {
  const NO_RESIZE =
    '403 persistentvolumeclaims "data" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';

  test("grows where its class lets it", () => {
    expect(refusal(bound(true).update(KEY, grown()))).toBe("");
    expect(refusal(bound(false).update(KEY, grown()))).toBe(NO_RESIZE);
  });

  test("hears of what else is wrong before", () => {
    expect(refusal(bound(false).update(KEY, grown({ accessModes: ["ReadOnlyMany"] })))).toMatch(
      /^422 .*: spec: Forbidden: spec is immutable/,
    );
  });

  test("is of the class that its annotation names", () => {
    const { storageClassName: _name, ...spec } = (claim() as { spec: Record<string, unknown> }).spec;
    const annotated = (size: string): object => ({
      ...claim({}, { [CLASS_ANNOTATION]: "fast" }),
      spec: { ...spec, resources: { requests: { storage: size } } },
    });
    expect(refusal(bound(true, annotated("1Gi")).update(KEY, annotated("2Gi")))).toBe("");
  });
});

/** @see pkg/registry/core/service/storage/alloc.go (1.36) */
test("a Service of a dry run shows the address and the port that stand for those it would get", () => {
  const service = { apiVersion: "v1", kind: "Service", metadata: { name: "web" } };
  const spec = { type: "NodePort", ports: [{ port: 80 }] };
  expect(server().create({ ...service, spec }, "default", { dryRun: true })).toMatchObject({
    ok: true,
    object: { spec: { clusterIP: "10.96.0.0", ports: [{ port: 80, nodePort: 32769 }] } },
  });
});

/** @see plugin/pkg/admission/priority/admission_test.go, `TestPriorityClassAdmission` (1.36) */
test("one PriorityClass at a time is the default", () => {
  const cluster = server();
  const priorityClass = (name: string, globalDefault: boolean): object => ({
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name },
    value: 1,
    globalDefault,
  });
  const why = '403 priorityclasses.scheduling.k8s.io "b" is forbidden: PriorityClass a is already marked as default.';
  const key = (name: string) => ({ kind: "PriorityClass.scheduling.k8s.io", namespace: "", name });
  expect(refusal(cluster.create(priorityClass("a", true), ""))).toBe("");
  expect(refusal(cluster.create(priorityClass("b", true), ""))).toBe(`${why} Only one default can exist`);
  expect(refusal(cluster.create(priorityClass("b", false), ""))).toBe("");
  expect(refusal(cluster.update(key("b"), priorityClass("b", true)))).toBe(`${why} Only one default can exist`);
  expect(refusal(cluster.update(key("a"), priorityClass("a", true)))).toBe("");
});

/** @see plugin/pkg/admission/network/defaultingressclass/admission_test.go (1.36) */
describe("a new Ingress", () => {
  const ofClass = (name: string, isDefault: string): object => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "IngressClass",
    metadata: { name, annotations: { "ingressclass.kubernetes.io/is-default-class": isDefault } },
    spec: { controller: "a.b/c" },
  });
  const ingress = (spec: object = {}, annotations: object = {}): object => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "web", annotations },
    spec: { defaultBackend: { service: { name: "web", port: { number: 80 } } }, ...spec },
  });

  test.each([
    [ingress(), "marked"],
    [ingress({ ingressClassName: "other" }), "other"],
    [ingress({}, { "kubernetes.io/ingress.class": "old" }), undefined],
  ])("%j is of the default class unless it says otherwise", (sent, name) => {
    const cluster = server();
    cluster.create(ofClass("another", "false"), "");
    cluster.create(ofClass("marked", "true"), "");
    const answer = cluster.create(sent, "default");
    if (!answer.ok) throw new Error(answer.status.message);
    expect((answer.object as KubeObject & { spec: Record<string, unknown> }).spec["ingressClassName"]).toBe(name);
  });
});
