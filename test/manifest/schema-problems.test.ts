import { expect, test } from "vitest";
import { schemaProblems } from "../../src/manifest/schema-problems.ts";
import type { JsonObject } from "../../src/base/json.ts";

const CONTAINER = "io.k8s.api.core.v1.Container";
const SPEC = "io.k8s.api.apps.v1.StatefulSetSpec";
const POD = "StatefulSet.spec.template.spec";

const set = (spec: JsonObject): JsonObject => ({
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  spec: { selector: {}, template: {}, ...spec },
});
const container = (fields: JsonObject): JsonObject =>
  set({ template: { spec: { containers: [{ name: "c", ...fields }] } } });

/** As kubectl 1.36 says it of the items of a List, whatever the server is. */
test.each<[string, JsonObject, readonly string[]]>([
  ["nothing", set({ replicas: 3, minReadySeconds: null }), []],
  ["a fraction for an integer", set({ replicas: 1.5 }), []],
  ["a kind that is not known", { apiVersion: "v1", kind: "Nope", foo: 1 }, []],
  ["a kind in lower case", { apiVersion: "v1", kind: "secret", foo: 1 }, []],
  [
    "unknown fields, in their order",
    { ...set({ replica: 1 }), foo: 1 },
    [
      'ValidationError(StatefulSet): unknown field "foo" in io.k8s.api.apps.v1.StatefulSet',
      `ValidationError(StatefulSet.spec): unknown field "replica" in ${SPEC}`,
    ],
  ],
  [
    "required fields behind them",
    { ...set({ selector: null, template: { spec: { containers: [{ foo: 1 }] } } }) },
    [
      `ValidationError(${POD}.containers[0]): unknown field "foo" in ${CONTAINER}`,
      `ValidationError(${POD}.containers[0]): missing required field "name" in ${CONTAINER}`,
      `ValidationError(StatefulSet.spec): missing required field "selector" in ${SPEC}`,
    ],
  ],
  [
    "other types",
    set({ replicas: "3", selector: [], template: { spec: { containers: {} } } }),
    [
      `ValidationError(StatefulSet.spec.replicas): invalid type for ${SPEC}.replicas: got "string", expected "integer"`,
      'ValidationError(StatefulSet.spec.selector): invalid type for io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector: got "array", expected "map"',
      `ValidationError(${POD}.containers): invalid type for io.k8s.api.core.v1.PodSpec.containers: got "map", expected "array"`,
    ],
  ],
  [
    "what lies beyond int64, which is a float",
    set({ replicas: 1e30, selector: 2 ** 63, template: 2 ** 62 }),
    [
      'ValidationError(StatefulSet.spec.selector): invalid type for io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector: got "number", expected "map"',
      'ValidationError(StatefulSet.spec.template): invalid type for io.k8s.api.core.v1.PodTemplateSpec: got "integer", expected "map"',
    ],
  ],
  [
    "anything but lists and maps for a text",
    container({ image: 5, workingDir: true, command: [1], tty: "true", args: [{}] }),
    [
      `ValidationError(${POD}.containers[0].args[0]): invalid type for ${CONTAINER}.args: got "map", expected "string"`,
      `ValidationError(${POD}.containers[0].tty): invalid type for ${CONTAINER}.tty: got "string", expected "boolean"`,
    ],
  ],
  [
    "amounts and named ports, which are texts",
    container({ resources: { limits: { cpu: 1, memory: [] } }, livenessProbe: { tcpSocket: { port: {} } } }),
    [
      `ValidationError(${POD}.containers[0].livenessProbe.tcpSocket.port): invalid type for io.k8s.apimachinery.pkg.util.intstr.IntOrString: got "map", expected "string"`,
      `ValidationError(${POD}.containers[0].resources.limits.memory): invalid type for io.k8s.apimachinery.pkg.api.resource.Quantity: got "array", expected "string"`,
    ],
  ],
  [
    "nulls in lists and maps",
    { ...container({ args: [null] }), metadata: { labels: { a: null }, managedFields: [{ fieldsV1: { a: null } }] } },
    [
      'unknown object type "nil" in StatefulSet.metadata.labels.a',
      'unknown object type "nil" in StatefulSet.metadata.managedFields[0].fieldsV1.a',
      `ValidationError(${POD}.containers[0].args): unknown object type "nil" in ${POD}.containers[0].args[0]`,
    ],
  ],
])("kubectl's own validation of %s", (_what, object, messages) => {
  expect(schemaProblems(object).map(({ message }) => message)).toEqual(messages);
});
