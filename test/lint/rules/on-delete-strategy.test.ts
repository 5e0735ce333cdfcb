import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { onDeleteStrategy } from "../../../src/lint/rules/on-delete-strategy.ts";
import { messagesIn } from "../messages.ts";

it("is about sets that do not update by themselves", () => {
  expect(messagesIn(documents(exampleService(), exampleSet({ spec: "updateStrategy: {}" })), onDeleteStrategy)).toEqual(
    [],
  );
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: "updateStrategy:\n  type: OnDelete" })),
      onDeleteStrategy,
    ),
  ).toEqual(["spec.updateStrategy.type: OnDelete leaves updates to whoever deletes the pods"]);
});
