import { describe, expect, test } from "vitest";
import { decode } from "../../../src/api/structure/decode.ts";
import { valueAt } from "../../../src/base/field-path.ts";

function statefulSet(spec: object, metadata: object = { name: "web" }): object {
  const template = { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "c", image: "nginx:1" }] } };
  return { apiVersion: "apps/v1", kind: "StatefulSet", metadata, spec: { template, ...spec } };
}

function withGeneration(generation: unknown): object {
  return statefulSet({}, { name: "web", generation });
}

const strict = (body: unknown) => decode(body, { fieldValidation: "Strict" });

function refusal(body: unknown): string {
  const decoded = strict(body);
  return decoded.ok ? "accepted" : decoded.status.message.replace(/^.* cannot be handled as a \w+: /, "");
}

function stored(body: unknown): unknown {
  const decoded = strict(body);
  return decoded.ok ? decoded.object : decoded.status.message;
}

describe("wrong types", () => {
  test("the first one is reported", () => {
    expect(refusal(statefulSet({ replicas: "3", minReadySeconds: "x" }))).toBe(
      "json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.minReadySeconds of type int32",
    );
  });

  test("a badly written quantity beats a wrong type before it, because it stops the decoder", () => {
    const template = { spec: { containers: [{ name: 1, resources: { limits: { cpu: "1 core" } } }] } };
    expect(refusal(statefulSet({ template }))).toMatch(/^quantities must match/);
  });

  test("wrong types beat unknown fields", () => {
    expect(refusal(statefulSet({ aReplica: 3, replicas: true }))).toMatch(/^json: cannot unmarshal bool/);
  });

  test.each([
    [["a"], "json: cannot unmarshal string into Go struct field Secret.data of type uint8"],
    [[256], "json: cannot unmarshal number 256 into Go struct field Secret.data of type uint8"],
    [{}, "json: cannot unmarshal object into Go struct field Secret.data of type []uint8"],
    [[104, null, 105], "accepted"],
  ])("bytes %j: %s", (key, why) => {
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "x" }, data: { key } };
    expect(refusal(secret)).toBe(why);
    if (why === "accepted") expect(stored(secret)).toMatchObject({ data: { key: "aABp" } });
  });

  test.each([
    ["c", 'parsing time "c" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "c" as "2006"'],
    [
      "2020-01-01T00:00:00Z",
      'parsing time "2020-01-01T00:00:00Z" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "Z" as ".000000"',
    ],
    [
      "2020-01-01T00:00:00.1234567Z",
      'parsing time "2020-01-01T00:00:00.1234567Z" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "7Z" as "Z07:00"',
    ],
    ["2020-01-01T00:00:60.000000Z", 'parsing time "2020-01-01T00:00:60.000000Z": second out of range'],
    [5, "json: cannot unmarshal number into Go struct field Event.eventTime of type string"],
    ["2020-01-01T00:00:00.120000+01:00", "accepted"],
  ])("a time with microseconds has six digits: %s", (eventTime, why) => {
    const event = { apiVersion: "v1", kind: "Event", metadata: { name: "x" }, eventTime };
    expect(refusal(event)).toBe(why);
    if (why === "accepted") expect(stored(event)).toMatchObject({ eventTime: "2019-12-31T23:00:00.120000Z" });
  });

  test("keys of maps have types", () => {
    const claim = { apiVersion: "v1", kind: "PersistentVolumeClaim", status: { allocatedResourceStatuses: true } };
    expect(refusal(claim)).toBe(
      "json: cannot unmarshal bool into Go struct field PersistentVolumeClaimStatus.status.allocatedResourceStatuses " +
        "of type map[v1.ResourceName]v1.ClaimResourceStatus",
    );
  });

  test("embedded structs stand in the path", () => {
    const template = { spec: { containers: [], volumes: [{ name: "v", configMap: { name: 7 } }] } };
    expect(refusal(statefulSet({ template }))).toBe(
      "json: cannot unmarshal number into Go struct field ConfigMapVolumeSource.spec.template.spec.volumes." +
        "VolumeSource.configMap.LocalObjectReference.name of type string",
    );
  });

  test.each([
    [{ conditions: [{ type: 1 }] }, "StatefulSetCondition.status.conditions.type of type v1.StatefulSetConditionType"],
    [{ conditions: [{ status: 1 }] }, "StatefulSetCondition.status.conditions.status of type v1.ConditionStatus"],
  ])("conditions have types of their own: %j", (status, where) => {
    const what = "json: cannot unmarshal number into Go struct field";
    expect(refusal({ ...statefulSet({}), status })).toBe(`${what} ${where}`);
  });

  test.each([
    ["yesterday", 'as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"'],
    ["2024-01-01", 'as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"'],
    ["2024-13-01T00:00:00Z", ": month out of range"],
    ["2023-02-29T00:00:00Z", ": day out of range"],
    ["2024-01-01T00:00:00Zx", ': extra text: "x"'],
    ["2024-01-32T25:00:00Z", ": hour out of range"],
    ["2024-01-00T0:00:00Z", ": day out of range"],
    ["2024-01-01T00:00:00+25:00", ": time zone offset hour out of range"],
    ["2024-01-01T00:00:00+00:61x", ": time zone offset minute out of range"],
  ])("a timestamp %j is refused in Go's words", (creationTimestamp, why) => {
    const said = refusal(statefulSet({}, { name: "web", creationTimestamp }));
    expect(said.replace(`parsing time "${creationTimestamp}"`, "").trimStart()).toBe(why);
  });

  test("all faults are told, with their paths and the names that were known", () => {
    const decoded = strict(statefulSet({ replica: 3, replicas: "3", serviceNam: "x" }));
    if (decoded.ok) throw new Error("accepted");
    expect(decoded.paths).toEqual([
      ["spec", "replica"],
      ["spec", "replicas"],
      ["spec", "serviceNam"],
    ]);
    expect(decoded.faults[0]?.candidates).toContain("replicas");
  });
});

describe("unknown fields", () => {
  const body = statefulSet({ replica: 3 });

  test("are refused, warned about or dropped, as asked", () => {
    expect(refusal(body)).toBe('strict decoding error: unknown field "spec.replica"');
    const warned = decode(body, { fieldValidation: "Warn" });
    expect(warned.ok && warned.warnings).toEqual(['unknown field "spec.replica"']);
    const ignored = decode(body, { fieldValidation: "Ignore" });
    expect(ignored.ok && ignored.warnings).toEqual([]);
    expect(ignored.ok && valueAt(ignored.object, ["spec", "replica"])).toBeUndefined();
  });

  test("no more than a hundred are counted", () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`x${index}`, 1]));
    expect(refusal(statefulSet(many)).match(/unknown field/g)).toHaveLength(100);
  });

  test("a member called __proto__ is one of them", () => {
    const parsed: unknown = JSON.parse(
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"__proto__":{"a":1}}',
    );
    expect(refusal(parsed)).toBe('strict decoding error: unknown field "__proto__"');
  });
});

describe("what is stored", () => {
  test("a path of an Ingress without a type has none, for validation to ask for it", () => {
    const paths = [{ path: "/", backend: { service: { name: "web", port: { number: 80 } } } }];
    const ingress = { apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { name: "web" } };
    expect(stored({ ...ingress, spec: { rules: [{ http: { paths } }] } })).toMatchObject({
      spec: { rules: [{ http: { paths } }] },
    });
    expect(JSON.stringify(stored({ ...ingress, spec: { rules: [{ http: { paths } }] } }))).not.toContain("pathType");
  });

  test("nulls and the zeros that Go omits are gone, those behind pointers are kept", () => {
    const object = stored(statefulSet({ replicas: 0, minReadySeconds: 0, revisionHistoryLimit: null, ordinals: {} }));
    expect(valueAt(object, ["spec"])).toMatchObject({ replicas: 0, ordinals: { start: 0 }, serviceName: "" });
    expect(valueAt(object, ["spec", "minReadySeconds"])).toBeUndefined();
    expect(valueAt(object, ["spec", "revisionHistoryLimit"])).toBeUndefined();
  });

  test("structs by value are written when empty, lists and maps are not", () => {
    const object = stored(statefulSet({ selector: { matchLabels: {} }, volumeClaimTemplates: [] }));
    expect(valueAt(object, ["spec", "template", "spec", "containers", 0, "resources"])).toEqual({});
    expect(valueAt(object, ["spec", "selector"])).toEqual({});
    expect(valueAt(object, ["spec", "volumeClaimTemplates"])).toBeUndefined();
  });

  /**
   * @see pkg/apis/autoscaling/validation/validation.go, `validateScalingRules`; pkg/apis/core/validation/validation.go,
   *   `validateFieldAllowList` (1.36)
   */
  test.each([
    [
      { apiVersion: "v1", kind: "Event", metadata: { name: "x" } },
      {
        involvedObject: {},
        source: {},
        eventTime: null,
        firstTimestamp: null,
        lastTimestamp: null,
        reportingComponent: "",
        reportingInstance: "",
      },
    ],
    [{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: { name: "x" }, rules: [] }, { rules: null }],
    [{ apiVersion: "v1", kind: "LimitRange", metadata: { name: "x" } }, { spec: { limits: null } }],
    [
      { apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name: "x" } },
      { status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 } },
    ],
    [
      { apiVersion: "v1", kind: "Node", metadata: { name: "x" }, status: { images: [{ sizeBytes: 1 }] } },
      { status: { images: [{ names: null, sizeBytes: 1 }] } },
    ],
    [
      { apiVersion: "v1", kind: "Pod", status: { conditions: [{ type: "Ready", status: "True" }] } },
      { status: { conditions: [{ type: "Ready", status: "True", lastProbeTime: null, lastTransitionTime: null }] } },
    ],
  ])("of %j what Go does not omit is null or zero", (body, expected) => {
    expect(stored(body)).toMatchObject(expected);
  });

  test("empty lists that validation refuses are kept for it", () => {
    const [kind, metadata] = ["HorizontalPodAutoscaler", { name: "web" }];
    const scaleTargetRef = { apiVersion: "apps/v1", kind: "StatefulSet", name: "web" };
    const behavior = { scaleDown: { policies: [] }, scaleUp: { policies: null } };
    const spec = { scaleTargetRef, maxReplicas: 3, behavior };
    const scaler = stored({ apiVersion: "autoscaling/v2", kind, metadata, spec });
    expect(valueAt(scaler, ["spec", "behavior"])).toEqual({ scaleDown: { policies: [] }, scaleUp: {} });
    const container = { name: "c", image: "nginx:1", ports: [] };
    const both = { containers: [container], ephemeralContainers: [container] };
    const pod = stored({ apiVersion: "v1", kind: "Pod", metadata, spec: both });
    expect(valueAt(pod, ["spec", "ephemeralContainers", 0, "ports"])).toEqual([]);
    expect(valueAt(pod, ["spec", "containers", 0, "ports"])).toBeUndefined();
  });

  test("keys of free maps are data, whatever they are called", () => {
    const parsed: unknown = JSON.parse(
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"__proto__":null,"a":"b"}}',
    );
    const data = valueAt(stored(parsed), ["data"]);
    expect(JSON.stringify(data)).toBe('{"__proto__":"","a":"b"}');
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  });

  test("of a custom resource only the metadata is looked at", () => {
    const body = {
      apiVersion: "example.com/v1",
      kind: "Widget",
      metadata: { name: "w", labels: null },
      any: { a: null },
    };
    expect(stored(body)).toEqual({ ...body, metadata: { name: "w" } });
    expect(refusal({ ...body, metadata: { name: 1 } })).toBe(
      "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string",
    );
  });

  test("integers beyond 2^53 are told apart from those beyond int64", () => {
    expect(refusal(withGeneration(9007199254740993n))).toBe("accepted");
    expect(refusal(withGeneration(2n ** 63n))).toMatch(/cannot unmarshal number 9223372036854775808/);
  });
});

test("a document that is no object is refused", () => {
  for (const body of [null, 1, "x", [], {}]) expect(strict(body).ok).toBe(false);
});
