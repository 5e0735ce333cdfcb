import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { requestsMissing } from "../../../src/lint/rules/requests-missing.ts";
import { messagesIn } from "../messages.ts";

it("takes limits for requests", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "resources:\n  limits:\n    cpu: 1\n    memory: 1Gi" })),
      requestsMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "resources:\n  requests:\n    memory: 1Gi" })),
      requestsMissing,
    ),
  ).toEqual(['spec.template.spec.containers[0].resources.requests: container "db" requests no cpu']);
});
