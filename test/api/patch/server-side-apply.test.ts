import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.ts";
import type { ManagedFieldsEntry } from "../../../src/api/object.ts";
import { applyServerSide, trackedManagers } from "../../../src/api/patch/server-side-apply.ts";
import { rulesOf } from "./schema-fixture.ts";

const SCHEMA = rulesOf("apps/v1", "StatefulSet");

interface Web extends JsonObject {
  readonly metadata: JsonObject & { readonly managedFields?: readonly ManagedFieldsEntry[] };
  readonly spec: JsonObject;
}

function web(spec: JsonObject, image = "nginx:1.25", env?: readonly JsonObject[]): Web {
  const container = { name: "nginx", image, ports: [{ containerPort: 80 }], ...(env === undefined ? {} : { env }) };
  const template = { metadata: { labels: { app: "web" } }, spec: { containers: [container] } };
  const whole = { selector: { matchLabels: { app: "web" } }, template, ...spec };
  return { apiVersion: "apps/v1", kind: "StatefulSet", metadata: { name: "web", namespace: "default" }, spec: whole };
}

function apply(live: Web | undefined, applied: JsonObject, manager = "kubectl", force = false): Web {
  const answer = applyServerSide({ live, applied, schema: SCHEMA, manager: { manager }, time: "t", force });
  if (!answer.ok) throw new Error(answer.status.message);
  return answer.object as Web;
}

function refusal(live: Web | undefined, applied: JsonObject, manager = "kubectl"): unknown {
  const answer = applyServerSide({ live, applied, schema: SCHEMA, manager: { manager }, time: "t" });
  return answer.ok ? "applied" : answer.status;
}

function update(before: Web | undefined, after: Web, manager: string, subresource?: string): Web {
  const who = { manager, ...(subresource === undefined ? {} : { subresource }) };
  const managedFields = trackedManagers({ before, after, schema: SCHEMA, manager: who, time: "t" });
  return { ...after, metadata: { ...after.metadata, managedFields } };
}

function scaled(object: Web, replicas: number): Web {
  return update(object, { ...object, spec: { ...object.spec, replicas } }, "kubectl", "scale");
}

describe("ownership", () => {
  /** @see sigs.k8s.io/structured-merge-diff/v6/merge/update.go, `Updater.Update` */
  test("an update that changes one field and removes another no longer owns the other", () => {
    const before = update(undefined, web({ replicas: 2, minReadySeconds: 1 }), "kubectl-client-side-apply");
    const { minReadySeconds: _removed, ...spec } = before.spec;
    const after = update(before, { ...before, spec: { ...spec, replicas: 1 } }, "kubectl-client-side-apply");
    const [{ fieldsV1 } = {}] = after.metadata.managedFields ?? [];
    expect(Object.keys((fieldsV1 as Record<string, JsonObject>)["f:spec"] ?? {})).toEqual([
      "f:replicas",
      "f:selector",
      "f:template",
    ]);
  });

  test("an apply owns every leaf it sets, list elements by their keys", () => {
    expect(apply(undefined, web({ replicas: 1 })).metadata.managedFields).toEqual([
      {
        apiVersion: "apps/v1",
        fieldsType: "FieldsV1",
        fieldsV1: {
          "f:spec": {
            "f:replicas": {},
            "f:selector": {},
            "f:template": {
              "f:metadata": { "f:labels": { "f:app": {} } },
              "f:spec": {
                "f:containers": {
                  'k:{"name":"nginx"}': {
                    ".": {},
                    "f:image": {},
                    "f:name": {},
                    "f:ports": { 'k:{"containerPort":80,"protocol":"TCP"}': { ".": {}, "f:containerPort": {} } },
                  },
                },
              },
            },
          },
        },
        manager: "kubectl",
        operation: "Apply",
        time: "t",
      },
    ]);
  });

  test("an update takes the fields it changes away from others", () => {
    const object = scaled(apply(undefined, web({ replicas: 1 })), 2);
    const [applied, scale] = object.metadata.managedFields ?? [];
    expect(applied?.fieldsV1?.["f:spec"]).not.toHaveProperty("f:replicas");
    expect(scale).toMatchObject({
      operation: "Update",
      subresource: "scale",
      fieldsV1: { "f:spec": { "f:replicas": {} } },
    });
  });

  test("applying the same again gives the live object itself", () => {
    const live = apply(undefined, web({ replicas: 1 }));
    expect(apply(live, web({ replicas: 1 }))).toBe(live);
  });
});

describe("conflicts", () => {
  test("one is told in one line", () => {
    const live = scaled(apply(undefined, web({ replicas: 1 })), 2);
    expect(refusal(live, web({ replicas: 3 }))).toMatchObject({
      code: 409,
      reason: "Conflict",
      message:
        'Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas',
      details: {
        causes: [
          {
            reason: "FieldManagerConflict",
            message: 'conflict with "kubectl" with subresource "scale" using apps/v1',
            field: ".spec.replicas",
          },
        ],
      },
    });
  });

  test("several are told by manager", () => {
    const live = scaled(apply(undefined, web({ replicas: 1 })), 2);
    expect(refusal(live, web({ replicas: 3 }, "nginx:2"), "other")).toMatchObject({
      message: [
        'Apply failed with 2 conflicts: conflicts with "kubectl":',
        '- .spec.template.spec.containers[name="nginx"].image',
        'conflicts with "kubectl" with subresource "scale" using apps/v1:',
        "- .spec.replicas",
      ].join("\n"),
    });
  });

  test("equal values are shared, forced ones taken over", () => {
    const live = scaled(apply(undefined, web({ replicas: 1 })), 2);
    const shared = apply(live, web({ replicas: 2 }));
    expect(shared.metadata.managedFields).toHaveLength(2);
    const forced = apply(live, web({ replicas: 3 }), "kubectl", true);
    expect(forced.spec["replicas"]).toBe(3);
    expect(forced.metadata.managedFields).toHaveLength(1);
  });
});

describe("what is no longer applied", () => {
  test("goes when nobody else owns it", () => {
    const live = apply(undefined, web({ replicas: 1, minReadySeconds: 5 }));
    expect(apply(live, web({ replicas: 1 })).spec).not.toHaveProperty("minReadySeconds");
  });

  test("stays when somebody else owns it", () => {
    const live = apply(apply(undefined, web({ replicas: 1 })), web({ replicas: 1 }), "other");
    expect(apply(live, web({})).spec["replicas"]).toBe(1);
  });

  test("goes from lists by key, foreign elements stay", () => {
    const own = apply(
      undefined,
      web({}, "x", [
        { name: "A", value: "1" },
        { name: "B", value: "2" },
      ]),
    );
    const foreign = apply(own, web({}, "x", [{ name: "C", value: "3" }]), "other");
    const after = apply(foreign, web({}, "x", [{ name: "B", value: "2" }]));
    expect(JSON.stringify(after.spec)).toContain('"env":[{"name":"B","value":"2"},{"name":"C","value":"3"}]');
  });
});

describe("what does not fit the schema", () => {
  const prefix = "failed to create typed patch object (default/web; apps/v1, Kind=StatefulSet): ";
  test.each([
    [{ replica: 3 }, ".spec.replica: field not declared in schema"],
    [{ replicas: "3" }, ".spec.replicas: expected numeric (int or float), got string"],
    // The server looks no further in a map that has such a field.
    [{ replica: 1, partition: 2 }, ".spec.replica: field not declared in schema"],
    [{ template: 1 }, ".spec.template: expected map, got &{1}"],
    [{ volumeClaimTemplates: "x" }, ".spec.volumeClaimTemplates: expected list, got &{x}"],
    [{ template: { spec: { hostNetwork: 1 } } }, ".spec.template.spec.hostNetwork: expected boolean, got &{1}"],
    [
      { template: { spec: { containers: [null] } } },
      ".spec.template.spec.containers: element 0: associative list with keys may not have a null element",
    ],
    [
      { template: { spec: { containers: ["a"] } } },
      ".spec.template.spec.containers: element 0: associative list with keys may not have non-map elements",
    ],
    [
      { template: { metadata: { finalizers: [{}] } } },
      ".spec.template.metadata.finalizers: element 0: associative list without keys has an element that's a map type",
    ],
    [
      { template: { metadata: { finalizers: [null] } } },
      ".spec.template.metadata.finalizers: element 0: associative list without keys has an element that's an explicit null",
    ],
    [
      { template: { spec: { containers: [{ image: "a" }, { image: "b" }] } } },
      '.spec.template.spec.containers: duplicate entries for key [name=""]',
    ],
  ])("%j is refused", (spec, message) => {
    expect(refusal(undefined, web(spec))).toEqual({ code: 500, reason: "", message: prefix + message });
  });
});

describe("managedFields in a manifest", () => {
  test("are refused", () => {
    const manifest = { ...web({}), metadata: { name: "web", managedFields: [] } };
    expect(refusal(undefined, manifest)).toMatchObject({ code: 400, message: "metadata.managedFields must be nil" });
  });
});

/** Facts of sigs.k8s.io/structured-merge-diff/v6 and apimachinery's managedfields, as these libraries answer. */
describe("as the libraries have it", () => {
  const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  const fieldsOf = (object: Web, manager: string): JsonObject | undefined =>
    object.metadata.managedFields?.find((entry) => entry.manager === manager)?.fieldsV1;

  test("a create owns what an empty object does not have, with the containers that came with it", () => {
    const created = { ...web({ serviceName: "", persistentVolumeClaimRetentionPolicy: { whenScaled: "Delete" } }) };
    const status = { replicas: 0, availableReplicas: 0 };
    expect(fieldsOf(update(undefined, { ...created, status }, "m"), "m")).toEqual({
      "f:spec": {
        "f:persistentVolumeClaimRetentionPolicy": { ".": {}, "f:whenScaled": {} },
        "f:selector": {},
        "f:template": {
          "f:metadata": { "f:labels": { ".": {}, "f:app": {} } },
          "f:spec": {
            "f:containers": {
              'k:{"name":"nginx"}': {
                ".": {},
                "f:image": {},
                "f:name": {},
                "f:ports": { ".": {}, 'k:{"containerPort":80,"protocol":"TCP"}': { ".": {}, "f:containerPort": {} } },
              },
            },
          },
        },
      },
    });
  });

  test("of an object that has no owners none are kept, and an apply finds them all to be one", () => {
    const live = { ...web({ replicas: 1 }), metadata: { name: "web", namespace: "default", uid: "u" } };
    expect(update(live, { ...live, spec: { ...live.spec, replicas: 2 } }, "m").metadata.managedFields).toEqual([]);
    expect(refusal(live, web({ replicas: 2 }), "m")).toMatchObject({
      message: 'Apply failed with 1 conflict: conflict with "before-first-apply" using apps/v1: .spec.replicas',
    });
  });

  test("owners may be written, and done away with", () => {
    const live = apply(undefined, web({ replicas: 1 }));
    const bare = { ...live, metadata: { ...live.metadata, uid: "u" } };
    const without = { ...bare, metadata: { ...bare.metadata, managedFields: [{}] } };
    expect(update(bare, without, "m").metadata.managedFields).toEqual([]);
  });

  test("a status is nobody's who applies the object", () => {
    const object = apply(undefined, { ...web({}), status: { replicas: 1 } });
    expect(fieldsOf(object, "kubectl")).not.toHaveProperty("f:status");
  });

  function appliedOnClient(spec: JsonObject, live: JsonObject = {}): Web {
    const manifest = web(spec);
    const annotations = { [LAST_APPLIED]: JSON.stringify(manifest) };
    const stored = { ...manifest, metadata: { ...manifest.metadata, annotations, uid: "u" } };
    const object = { ...stored, spec: { ...stored.spec, ...live } };
    return update(undefined, object, "kubectl-client-side-apply");
  }

  test("kubectl takes over what it applied on the client, others do not", () => {
    const live = appliedOnClient({ replicas: 1 });
    expect(apply(live, web({ replicas: 2 })).spec["replicas"]).toBe(2);
    expect(refusal(live, web({ replicas: 2 }), "other")).toMatchObject({ code: 409 });
  });

  test("nor what has another value by now", () => {
    const live = appliedOnClient({ replicas: 1, minReadySeconds: 1 }, { replicas: 5 });
    expect(refusal(live, web({ replicas: 2, minReadySeconds: 2 }))).toMatchObject({
      message: 'Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps/v1: .spec.replicas',
    });
  });

  test("kubectl keeps the annotation true", () => {
    const annotation = (object: Web): unknown => (object.metadata["annotations"] as JsonObject)[LAST_APPLIED];
    const live = appliedOnClient({ replicas: 1 });
    expect(annotation(apply(live, web({ replicas: 2 })))).toContain('"spec":{"replicas":2,');
    expect(annotation(apply(live, web({ replicas: 2 }), "other", true))).toBe(annotation(live));
  });

  test("what is left empty goes with what it held, whoever wrote nothing into it", () => {
    const live = apply(undefined, web({ updateStrategy: { rollingUpdate: { partition: 1 } } }));
    const seen = { ...live, spec: { ...live.spec, updateStrategy: { type: "x", rollingUpdate: { partition: 1 } } } };
    expect(apply(seen, web({})).spec).not.toHaveProperty("updateStrategy");
    expect(apply(seen, web({ updateStrategy: {} })).spec["updateStrategy"]).toEqual({ type: "x" });
  });

  test("null leaves a merged map alone and sets a scalar", () => {
    const live = { ...apply(undefined, web({})) };
    const seen = { ...live, spec: { ...live.spec, replicas: 3, updateStrategy: { rollingUpdate: { partition: 1 } } } };
    const after = apply(seen, web({ replicas: null, updateStrategy: { rollingUpdate: null } }), "kubectl", true);
    expect(after.spec).toMatchObject({ replicas: null, updateStrategy: { rollingUpdate: { partition: 1 } } });
  });

  test.each([
    ["a b c", "c a", "b c a"],
    ["www a app c", "app a www", "app c a www"],
    ["a x b", "b a", "x b a"],
    ["a b", "c a d b e", "c a d b e"],
    ["x a", "b a", "x b a"],
  ])("of the containers %s and %s come %s", (live, applied, expected) => {
    const containers = (names: string): JsonObject[] => names.split(" ").map((name) => ({ name }));
    const template = (names: string): JsonObject => ({ template: { spec: { containers: containers(names) } } });
    const seen = apply(undefined, web(template(live)), "a");
    const { spec } = apply(seen, web(template(applied)), "b").spec["template"] as {
      spec: { containers: JsonObject[] };
    };
    expect(spec.containers.map(({ name }) => name).join(" ")).toBe(expected);
  });

  test("the time moves when the object does", () => {
    const at = (live: Web, applied: Web): string | undefined => {
      const request = { live, applied, schema: SCHEMA, manager: { manager: "kubectl" }, time: "later" };
      const answer = applyServerSide(request);
      return answer.ok ? (answer.object as Web).metadata.managedFields?.[0]?.time : answer.status.message;
    };
    const live = apply(undefined, web({ replicas: 1 }));
    expect([at(live, web({ replicas: 1 })), at(live, web({ replicas: 2 }))]).toEqual(["t", "later"]);
  });

  test("a claim of a volume is owned field by field", () => {
    const schema = rulesOf("v1", "PersistentVolume");
    const applied = {
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: { name: "v" },
      spec: { claimRef: { name: "c" } },
    };
    const answer = applyServerSide({ live: undefined, applied, schema, manager: { manager: "m" }, time: "t" });
    expect(answer.ok && fieldsOf(answer.object as Web, "m")).toEqual({ "f:spec": { "f:claimRef": { "f:name": {} } } });
  });
});
