import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { maxUnavailableIgnored } from "../../../src/lint/rules/max-unavailable-ignored.ts";
import { messagesIn } from "../messages.ts";

it("minds any value that would change something", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: "updateStrategy:\n  rollingUpdate:\n    maxUnavailable: 1" })),
      maxUnavailableIgnored,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: "updateStrategy:\n  rollingUpdate:\n    maxUnavailable: 50%" })),
      maxUnavailableIgnored,
    ),
  ).toEqual(["spec.updateStrategy.rollingUpdate.maxUnavailable: maxUnavailable 50% is dropped while the gate is off"]);
});
