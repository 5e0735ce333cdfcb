import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../src/api/object.ts";
import type { Answer } from "../../src/api/status.ts";
import { server } from "./client/kubectl.ts";

const CLAIM = { kind: "PersistentVolumeClaim", namespace: "default", name: "data" } as const;

/** A server whose default namespace has these ranges, a, b and so on. */
function limited(...ranges: readonly (readonly object[])[]): ReturnType<typeof server> {
  const cluster = server();
  ranges.forEach((limits, index) => {
    const metadata = { name: "abc"[index] };
    const answer = cluster.create({ apiVersion: "v1", kind: "LimitRange", metadata, spec: { limits } }, "default");
    if (!answer.ok) throw new Error(answer.status.message);
  });
  return cluster;
}

const container = (resources: object, name = "c"): object => ({ name, image: "nginx:1", resources });
const asks = (requests: object, limits?: object): object =>
  container({ requests, ...(limits === undefined ? {} : { limits }) });
const pod = (containers: readonly object[], spec: object = {}, annotations = {}): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web", annotations },
  spec: { containers, ...spec },
});
const claim = (storage: string): object => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "data" },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } }, storageClassName: "fast" },
});

function refusal(answer: Answer): string {
  return answer.ok ? "" : answer.status.message.replace(/^\w+ "\w+" is forbidden: /, "");
}

/** @see plugin/pkg/admission/limitranger/admission_test.go, `TestPodLimitFunc` (1.36) */
describe("a new pod, of which a range of its namespace says", () => {
  const of = (type: string) => (bounds: object) => ({ type, ...bounds });
  const [each, whole] = [of("Container"), of("Pod")];
  test.each([
    [each({ min: { cpu: "50m" } }), [asks({ cpu: "100m" })], ""],
    [
      each({ min: { cpu: "50m" } }),
      [asks({ cpu: "40m" })],
      "minimum cpu usage per Container is 50m, but request is 40m",
    ],
    [each({ min: { "ephemeral-storage": "1" }, defaultRequest: { cpu: "1m" } }), [asks({ cpu: "2m" })], ""],
    [each({ max: { cpu: "1" } }), [asks({ cpu: "1" }, { cpu: "1" })], ""],
    [each({ max: { cpu: "1" } }), [asks({}, { cpu: "2" })], "maximum cpu usage per Container is 1, but limit is 2"],
    [
      each({ max: { cpu: "1" } }),
      [asks({ cpu: "1200m" })],
      'Pod "web" is invalid: spec.containers[0].resources.requests: Invalid value: "1200m": must be less than or equal to cpu limit of 1',
    ],
    [each({ maxLimitRequestRatio: { cpu: "2" } }), [asks({ cpu: "1" }, { cpu: "2" })], ""],
    [
      each({ maxLimitRequestRatio: { cpu: "2" } }),
      [asks({ cpu: "1" }, { cpu: "2500m" })],
      "cpu max limit to request ratio per Container is 2, but provided ratio is 2.500000",
    ],
    [
      each({ maxLimitRequestRatio: { cpu: "2" } }),
      [asks({ cpu: "1" })],
      "cpu max limit to request ratio per Container is 2, but no limit is specified or limit is 0",
    ],
    [
      each({ maxLimitRequestRatio: { cpu: "2" } }),
      [asks({})],
      "cpu max limit to request ratio per Container is 2, but no request is specified or request is 0",
    ],
    [
      whole({ min: { memory: "100Mi" } }),
      [asks({ memory: "60Mi" }), container({ requests: { memory: "60Mi" } }, "d")],
      "",
    ],
    [
      whole({ max: { memory: "100Mi" } }),
      [asks({}, { memory: "60Mi" }), container({ limits: { memory: "60Mi" } }, "d")],
      "maximum memory usage per Pod is 100Mi, but limit is 120Mi",
    ],
    [whole({ min: { cpu: "1" } }), [asks({})], "minimum cpu usage per Pod is 1.  No request is specified"],
    [whole({ max: { cpu: "1" } }), [asks({})], "maximum cpu usage per Pod is 1.  No limit is specified"],
    [
      each({ min: { cpu: "1", memory: "1Gi" } }),
      [asks({ cpu: "500m", memory: "1Mi" }), container({ requests: { cpu: "500m", memory: "2Gi" } }, "d")],
      "[minimum cpu usage per Container is 1, but request is 500m, minimum memory usage per Container is 1Gi, but request is 1Mi]",
    ],
  ])("%j, has containers %j: %s", (item, containers, expected) => {
    expect(refusal(limited([item]).create(pod(containers), "default"))).toBe(expected);
  });

  test("as much of its init containers, and of the largest step", () => {
    const initContainers = [container({ limits: { cpu: "3" } }, "first")];
    const cluster = limited([{ type: "Container", max: { cpu: "2" }, default: { cpu: "1" } }]);
    const tooMuch = "maximum cpu usage per Container is 2, but limit is 3";
    expect(refusal(cluster.create(pod([asks({})], { initContainers }), "default"))).toBe(tooMuch);
    const ofPods = limited([{ type: "Pod", max: { cpu: "2" } }]);
    const step = "maximum cpu usage per Pod is 2, but limit is 3";
    expect(refusal(ofPods.create(pod([asks({}, { cpu: "1" })], { initContainers }), "default"))).toBe(step);
  });

  test("as much of what the pod itself asks for", () => {
    const cluster = limited([{ type: "Pod", min: { cpu: "2" } }]);
    expect(
      refusal(cluster.create(pod([asks({ cpu: "1" })], { resources: { requests: { cpu: "2" } } }), "default")),
    ).toBe("");
  });

  test("in another namespace, is not concerned", () => {
    const cluster = limited([{ type: "Pod", min: { cpu: "2" } }]);
    expect(refusal(cluster.create(pod([asks({})]), "other"))).toBe("");
  });
});

describe("containers that do not say", () => {
  const given = { type: "Container", default: { cpu: "1", memory: "1Gi" }, defaultRequest: { cpu: "500m" } };
  const created = (answer: Answer): object => {
    if (!answer.ok) throw new Error(answer.status.message);
    const { metadata, spec } = answer.object as KubeObject & {
      spec: Record<"containers" | "initContainers", { resources: object }[] | undefined>;
    };
    return {
      said: metadata.annotations?.["kubernetes.io/limit-ranger"],
      resources: [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ resources }) => resources),
    };
  };

  test("get what a range gives, and an annotation tells of it", () => {
    const initContainers = [container({ requests: { cpu: "1" }, limits: { cpu: "2" } }, "first")];
    const containers = [container({}), container({ limits: { cpu: "2" } }, "d")];
    expect(created(limited([given]).create(pod(containers, { initContainers }), "default"))).toEqual({
      said:
        "LimitRanger plugin set: cpu, memory request for container c; cpu, memory limit for container c; " +
        "memory request for container d; memory limit for container d; " +
        "memory request for init container first; memory limit for init container first",
      resources: [
        { requests: { cpu: "500m", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } },
        { requests: { cpu: "2", memory: "1Gi" }, limits: { cpu: "2", memory: "1Gi" } },
        { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "2", memory: "1Gi" } },
      ],
    });
  });

  test("get the rest of the next range, and keep what they say", () => {
    const more = { type: "Container", default: { cpu: "9", "ephemeral-storage": "1Gi" } };
    const answer = limited([given], [more]).create(pod([container({})]), "default");
    expect(created(answer)).toEqual({
      said: "LimitRanger plugin set: ephemeral-storage request for container c; ephemeral-storage limit for container c",
      resources: [
        {
          requests: { cpu: "500m", memory: "1Gi", "ephemeral-storage": "1Gi" },
          limits: { cpu: "1", memory: "1Gi", "ephemeral-storage": "1Gi" },
        },
      ],
    });
  });

  test("are left as they are by ranges that are about pods or claims", () => {
    const answer = limited([{ type: "Pod", max: { cpu: "2" } }]).create(pod([asks({}, { cpu: "1" })]), "default");
    expect(created(answer)).toEqual({ said: undefined, resources: [{ requests: { cpu: "1" }, limits: { cpu: "1" } }] });
  });
});

/** @see plugin/pkg/admission/limitranger/admission_test.go, `TestPersistentVolumeClaimLimitFunc` (1.36) */
describe("a claim", () => {
  const item = { type: "PersistentVolumeClaim", min: { storage: "1Gi" }, max: { storage: "5Gi" } };
  test.each([
    ["1Gi", ""],
    ["5Gi", ""],
    ["512Mi", "minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 512Mi"],
    ["6Gi", "maximum storage usage per PersistentVolumeClaim is 5Gi, but request is 6Gi"],
  ])("of %s where 1Gi to 5Gi are allowed: %s", (storage, expected) => {
    expect(refusal(limited([item]).create(claim(storage), "default"))).toBe(expected);
  });

  test("that is there is not asked before it changes", () => {
    const cluster = server();
    expect(refusal(cluster.create(claim("6Gi"), "default"))).toBe("");
    const range = { apiVersion: "v1", kind: "LimitRange", metadata: { name: "a" }, spec: { limits: [item] } };
    expect(refusal(cluster.create(range, "default"))).toBe("");
    const labelled = { ...claim("6Gi"), metadata: { name: "data", labels: { a: "b" } } };
    expect(refusal(cluster.update(CLAIM, labelled))).toBe(
      "maximum storage usage per PersistentVolumeClaim is 5Gi, but request is 6Gi",
    );
  });
});
