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
