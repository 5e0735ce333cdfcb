import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { readinessProbeMissing } from "../../../src/lint/rules/readiness-probe-missing.ts";
import { messagesIn } from "../messages.ts";

it("is content with one container's", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "readinessProbe:\n  tcpSocket:\n    port: 80" })),
      readinessProbeMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "livenessProbe:\n  tcpSocket:\n    port: 80" })),
      readinessProbeMissing,
    ),
  ).toEqual(['spec.template.spec.containers[0].readinessProbe: container "db" is ready as soon as it runs']);
});
