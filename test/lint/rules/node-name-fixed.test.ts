import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { nodeNameFixed } from "../../../src/lint/rules/node-name-fixed.ts";
import { messagesIn } from "../messages.ts";

it("minds nodeName, not a selector", () => {
  expect(
    messagesIn(documents(exampleService(), exampleSet({ pod: "nodeSelector:\n  disk: fast" })), nodeNameFixed),
  ).toEqual([]);
  expect(messagesIn(documents(exampleService(), exampleSet({ pod: "nodeName: a" })), nodeNameFixed)).toEqual([
    "spec.template.spec.nodeName: every pod is put on the node a",
  ]);
});
