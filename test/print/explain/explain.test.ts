import { describe, expect, it } from "vitest";
import { definition, fieldsOf } from "../../../src/api/structure/schema.ts";
import { DESCRIPTIONS } from "../../../src/print/explain/descriptions.ts";
import { explain } from "../../../src/print/explain/explain.ts";

const request = { apiVersion: "apps/v1", kind: "StatefulSet", recursive: false };

describe("explain", () => {
  it("shows a field with its own fields", () => {
    expect(explain({ ...request, path: ["spec", "ordinals"] }).text).toBe(
      [
        "GROUP:      apps",
        "KIND:       StatefulSet",
        "VERSION:    v1",
        "",
        "FIELD: ordinals <StatefulSetOrdinals>",
        "",
        "",
        "DESCRIPTION:",
        "    How the pods are numbered. From 0 where it is left out.",
        "    ",
        "FIELDS:",
        "  start\t<integer>",
        "    The number of the first pod. 0 by default.",
        "",
        "",
        "",
      ].join("\n"),
    );
  });

  it("leaves the group out for core kinds, and marks required fields and choices", () => {
    const { text } = explain({ apiVersion: "v1", kind: "Service", path: ["spec", "ports"], recursive: false });
    expect(text).toMatch(/^KIND: {7}Service\nVERSION: {4}v1\n/);
    expect(text).toContain("FIELD: ports <[]ServicePort>\n");
    expect(text).toContain("  port\t<integer> -required-\n");
    expect(text).toContain("  protocol\t<string>\n  enum: SCTP, TCP, UDP\n");
    expect(text).toContain("  targetPort\t<IntOrString>\n");
  });

  it("prints the tree of fields without descriptions", () => {
    const { text } = explain({ ...request, path: ["spec", "updateStrategy"], recursive: true });
    expect(text).toContain(
      "FIELDS:\n  rollingUpdate\t<RollingUpdateStatefulSetStrategy>\n    maxUnavailable\t<IntOrString>\n",
    );
  });

  it("ends for kinds whose types contain themselves", () => {
    expect(explain({ ...request, path: [], recursive: true }).text.length).toBeLessThan(200_000);
  });

  it("says which field does not exist, after the header", () => {
    const { text, error } = explain({ ...request, path: ["spec", "nope"] });
    expect(error).toBe('field "nope" does not exist');
    expect(text).toBe("GROUP:      apps\nKIND:       StatefulSet\nVERSION:    v1\n\n");
  });

  it("describes every field of the kinds it is about, and none that is not there", () => {
    for (const [name, texts] of Object.entries(DESCRIPTIONS)) {
      if (name === "apps.v1.StatefulSetCondition" || name.endsWith("Condition")) continue;
      expect(definition(name), name).toBeDefined();
      expect(
        Object.keys(texts)
          .filter((field) => field !== "")
          .toSorted(),
        name,
      ).toEqual(fieldsOf(name).toSorted());
    }
  });
});
