import { describe, expect, test } from "vitest";
import type { FieldPath } from "../../../src/base/field-path.ts";
import { homesOf, homesText } from "../../../src/api/structure/homes.ts";

const POD = ["spec", "template", "spec"];
const CONTAINER = [...POD, "containers", 0];

describe("the home of a field that its parent does not know", () => {
  test.each<[FieldPath, string]>([
    [["replicas"], "spec"],
    [["spec", "containers"], "spec.template.spec"],
    [["spec", "template", "containers"], "spec.template.spec"],
    [["spec", "partition"], "spec.updateStrategy.rollingUpdate"],
    [[...POD, "serviceName"], "spec"],
    [[...POD, "volumeClaimTemplates"], "spec"],
    [[...CONTAINER, "nodeSelector"], "spec.template.spec"],
    [[...CONTAINER, "securityContext", "fsGroup"], "spec.template.spec.securityContext"],
    [["spec", "volumeClaimTemplates", 1, "storageClassName"], "spec.volumeClaimTemplates[].spec"],
  ])("of %j is where the kind has it", (path, home) => {
    expect(homesOf("apps.v1.StatefulSet", path)).toEqual([home]);
  });

  test("is the field around it, before others that are as near", () => {
    expect(homesOf("apps.v1.StatefulSet", [...CONTAINER, "terminationGracePeriodSeconds"])).toEqual([
      "spec.template.spec",
    ]);
  });

  test("is in the list that no object lacks, before others that are as near", () => {
    expect(homesOf("apps.v1.StatefulSet", [...POD, "volumeMounts"])).toEqual(["spec.template.spec.containers[]"]);
  });

  test("may be one of several", () => {
    expect(homesOf("apps.v1.StatefulSet", [...CONTAINER, "livenessProbe", "port"])).toEqual(
      ["grpc", "httpGet", "tcpSocket"].map((handler) => `spec.template.spec.containers[].livenessProbe.${handler}`),
    );
  });

  test.each<[readonly string[], string]>([
    [["spec"], "spec"],
    [["spec", ""], "spec or the top"],
    [["a", "b.c", "c"], "a, b.c or c"],
    [["a.b.c", "a.b.d", "a.b.e.f"], "c, d or e.f of a.b"],
  ])("%j is told as %s", (homes, text) => {
    expect(homesText(homes)).toBe(text);
  });

  test.each<[string, FieldPath]>([
    ["core.v1.Service", ["spec", "replicas"]],
    ["apps.v1.StatefulSet", ["spec", "strategy"]],
    ["core.v1.ConfigMap", ["spec", "containers"]],
  ])("of %s, %j, is nowhere", (kind, path) => {
    expect(homesOf(kind, path)).toEqual([]);
  });
});
