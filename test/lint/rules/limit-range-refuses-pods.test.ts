import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { limitRangeRefusesPods } from "../../../src/lint/rules/limit-range-refuses-pods.ts";
import { messagesIn } from "../messages.ts";

const BOUNDS = (type: string, lines: string): string =>
  exampleObject("v1", "LimitRange", { body: `spec:\n  limits:\n    - type: ${type}\n${lines}` });
const SET = (container: string, spec = ""): string => documents(exampleService(), exampleSet({ container, spec }));

it("compares limits with the maximum and requests with the minimum", () => {
  const bounds = BOUNDS("Container", "      max:\n        cpu: 2\n      min:\n        cpu: 100m");
  expect(messagesIn(documents(bounds, SET("resources:\n  limits:\n    cpu: 1")), limitRangeRefusesPods)).toEqual([]);
  expect(messagesIn(documents(bounds, SET("")), limitRangeRefusesPods)).toEqual([]);
  expect(
    messagesIn(
      documents(bounds, SET("resources:\n  requests:\n    cpu: 50m\n  limits:\n    cpu: 4")),
      limitRangeRefusesPods,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].resources.requests.cpu: 50m is below 100m, the minimum of the namespace",
    "spec.template.spec.containers[0].resources.limits.cpu: 4 is above 2, the maximum of the namespace",
  ]);
});

it("compares claims, and those of templates", () => {
  const bounds = BOUNDS("PersistentVolumeClaim", "      max:\n        storage: 5Gi");
  const claim = exampleClaim({ name: "shared", size: "5Gi" });
  expect(messagesIn(documents(bounds, claim, SET(EXAMPLE_MOUNT, exampleTemplates())), limitRangeRefusesPods)).toEqual([
    "spec.volumeClaimTemplates[0].spec.resources.requests.storage: 10Gi is above 5Gi, the maximum of the namespace",
  ]);
});
