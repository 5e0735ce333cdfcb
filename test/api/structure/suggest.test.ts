import { expect, test } from "vitest";
import { fieldsOf } from "../../../src/api/structure/schema.ts";
import { suggest } from "../../../src/api/structure/suggest.ts";

test.each([
  ["contaniers", "core.v1.PodSpec", "containers"],
  ["servceName", "apps.v1.StatefulSetSpec", "serviceName"],
  ["replica", "apps.v1.StatefulSetSpec", "replicas"],
  ["volumeClaimTemplate", "apps.v1.StatefulSetSpec", "volumeClaimTemplates"],
  ["envfrom", "core.v1.Container", "envFrom"],
  ["nmae", "meta.v1.ObjectMeta", "name"],
])("%s in %s was meant to be %s", (written, definition, meant) => {
  expect(suggest(written, fieldsOf(definition))).toBe(meant);
});

test.each([
  ["paused", "apps.v1.StatefulSetSpec"],
  ["healthcheck", "core.v1.Container"],
  ["x", "core.v1.Container"],
])("%s in %s is like nothing there", (written, definition) => {
  expect(suggest(written, fieldsOf(definition))).toBeUndefined();
});
