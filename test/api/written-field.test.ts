import { describe, expect, it } from "vitest";
import { shownIn, writtenField } from "../../src/api/written-field.ts";
import { type FieldPath, printPath } from "../../src/base/field-path.ts";
import type { JsonObject } from "../../src/base/json.ts";

const SET: JsonObject = {
  kind: "StatefulSet",
  metadata: { name: "web", labels: { fine: "yes", "not fine": "x", tier: "a b" } },
  spec: {
    template: {
      metadata: { labels: { app: "w b" }, annotations: { "a b": "c" } },
      spec: {
        HostPid: true,
        volumes: [
          { name: "data", emptyDir: {} },
          { name: "keys", secret: { defaultMode: 9999 } },
          { name: "info", downwardAPI: { items: [{ path: "a" }, { path: "/b" }] } },
        ],
        containers: [
          {
            name: "web",
            volumeMounts: [{ name: "data" }, { name: "keys", subPath: "/abs", recursiveReadOnly: "Yes" }],
            resources: { requests: { cpu: "1", memory: "3072Mi" }, limits: { memory: "1Gi" } },
            env: [{ name: "A" }],
          },
          { volumeMounts: [], env: [{ name: "B" }] },
        ],
      },
    },
    volumeClaimTemplates: [
      { metadata: { name: "data" }, spec: { accessModes: ["RWO"], resources: { requests: { storage: "1500m" } } } },
    ],
  },
};

const TEMPLATE: FieldPath = ["spec", "template"];
const POD: FieldPath = [...TEMPLATE, "spec"];
const CLAIM: FieldPath = ["spec", "volumeClaimTemplates", 0];

function written(object: JsonObject, path: FieldPath, shown?: string): string {
  const found = writtenField(object, { path, shown });
  return `${printPath(found.path)}${found.part === "key" ? " (key)" : ""}`;
}

describe("the field that the API server means", () => {
  it.each<[string, FieldPath, string | undefined, string]>([
    ["the entry of a map by its key", ["metadata", "labels"], "not fine", "metadata.labels[not fine] (key)"],
    ["the entry of a map by its value", ["metadata", "labels"], "a b", "metadata.labels[tier]"],
    ["metadata left out", [...TEMPLATE, "labels"], "w b", "spec.template.metadata.labels[app]"],
    ["metadata left out, a key", [...TEMPLATE, "annotations"], "a b", "spec.template.metadata.annotations[a b] (key)"],
    [
      "an amount written otherwise",
      [...POD, "containers", 0, "resources", "requests"],
      "3Gi",
      "spec.template.spec.containers[0].resources.requests[memory]",
    ],
    [
      "requests left out",
      [...CLAIM, "spec", "resources", { key: "storage" }],
      "1500m",
      "spec.volumeClaimTemplates[0].spec.resources.requests.storage",
    ],
    [
      "a spec left out",
      [...CLAIM, "resources", "requests", { key: "storage" }],
      "1500m",
      "spec.volumeClaimTemplates[0].spec.resources.requests.storage",
    ],
    [
      "an index left out",
      [...POD, "containers", 0, "volumeMounts", "subPath"],
      "/abs",
      "spec.template.spec.containers[0].volumeMounts[1].subPath",
    ],
    [
      "an index left out, and no value shown",
      [...POD, "containers", 0, "volumeMounts", "recursiveReadOnly"],
      undefined,
      "spec.template.spec.containers[0].volumeMounts[1].recursiveReadOnly",
    ],
    [
      "a list and an index left out",
      [...POD, "volumes", 2, "downwardAPI", "path"],
      "/b",
      "spec.template.spec.volumes[2].downwardAPI.items[1].path",
    ],
    ["an item of a list", [...CLAIM, "spec", "accessModes"], "RWO", "spec.volumeClaimTemplates[0].spec.accessModes[0]"],
    ["other capitals", [...POD, "hostPID"], undefined, "spec.template.spec.HostPid"],
    [
      "a volume made of a claim template",
      [...POD, "volumes", 0, "name"],
      "data",
      "spec.volumeClaimTemplates[0].metadata.name",
    ],
    [
      "a volume behind those of claim templates, less the one that is replaced",
      [...POD, "volumes", 1, "secret", "defaultMode"],
      "9999",
      "spec.template.spec.volumes[1].secret.defaultMode",
    ],
    [
      "what is not written, in its place",
      [...POD, "containers", 1, "name"],
      undefined,
      "spec.template.spec.containers[1].name",
    ],
    ["what is empty, in its place", [...POD, "containers", 1, "name"], "", "spec.template.spec.containers[1].name"],
  ])("is found: %s", (_name, path, shown, expected) => {
    expect(written(SET, path, shown)).toBe(expected);
  });

  it("is the one that the server derives another from", () => {
    const service = { kind: "Service", spec: { clusterIP: "None", type: "NodePort" } };
    expect(written(service, ["spec", "clusterIPs", 0], "None")).toBe("spec.clusterIP");
    expect(written(service, ["spec", "clusterIPs"])).toBe("spec.clusterIP");
    const secret = { kind: "Secret", data: {}, stringData: { "a/b": "x" } };
    expect(written(secret, ["data", { key: "a/b" }], "a/b")).toBe("stringData.a/b");
    expect(written(secret, ["data", { key: "b" }])).toBe("data[b]");
    expect(written({ stringData: {} }, ["data", { key: "b" }])).toBe("stringData[b]");
  });

  it("is told by the message of a cause", () => {
    expect(shownIn('Invalid value: "a\\"b": must be fine')).toBe('a"b');
    expect(shownIn("Invalid value: -1: must be greater")).toBe("-1");
    expect(shownIn('Not found: "data"')).toBe("data");
    expect(shownIn('Invalid value: {"a":1}: no')).toBeUndefined();
    expect(shownIn('Invalid value: "\\x1b": no')).toBeUndefined();
    expect(shownIn("Required value")).toBeUndefined();
  });
});
