import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.ts";
import type { ManagedFieldsEntry } from "../../../src/api/object.ts";
import { applyServerSide, trackedManagers } from "../../../src/api/patch/server-side-apply.ts";
import { rulesOf } from "./schema-fixture.ts";

const SCHEMA = rulesOf("apps.v1.StatefulSet");

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
    [
      { replica: 1, partition: 2 },
      "errors:\n  .spec.replica: field not declared in schema\n  .spec.partition: field not declared in schema",
    ],
  ])("%j is refused", (spec, message) => {
    expect(refusal(undefined, web(spec))).toEqual({ code: 500, reason: "", message: prefix + message });
  });
});
