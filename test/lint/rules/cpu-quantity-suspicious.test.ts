import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { cpuQuantitySuspicious } from "../../../src/lint/rules/cpu-quantity-suspicious.ts";
import { messagesIn } from "../messages.ts";

it("accepts large machines", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "resources:\n  limits:\n    cpu: 48" })),
      cpuQuantitySuspicious,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "resources:\n  limits:\n    cpu: 2000" })),
      cpuQuantitySuspicious,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].resources.limits.cpu: this means 2000 cores, 2000m means 2000 thousandths of one",
  ]);
});

it("minds limits below what can be given", () => {
  const set = (kind: string, cpu: string): string =>
    exampleSet({ container: `resources:\n  ${kind}:\n    cpu: ${cpu}` });
  expect(messagesIn(set("requests", "1m"), cpuQuantitySuspicious)).toEqual([]);
  expect(messagesIn(set("limits", "10m"), cpuQuantitySuspicious)).toEqual([]);
  expect(messagesIn(set("limits", "2m"), cpuQuantitySuspicious)).toEqual([
    'spec.template.spec.containers[0].resources.limits.cpu: "2m" is less than a hundredth of a core',
  ]);
});
