import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { notSpread } from "../../../src/lint/rules/not-spread.ts";
import { messagesIn } from "../messages.ts";

it("is content with a preference", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app: db",
        }),
      ),
      notSpread,
    ),
  ).toEqual([]);
  expect(
    messagesIn(documents(exampleService(), exampleSet({ head: "serviceName: db\nreplicas: 1" })), notSpread),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app: other",
        }),
        exampleDeployment(),
      ),
      notSpread,
    ),
  ).toEqual(["spec.template.spec.topologySpreadConstraints: nothing keeps the 3 pods of db from lying on one node"]);
});
