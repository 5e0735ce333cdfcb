import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { nameLeadingDigit } from "../../../src/lint/rules/name-leading-digit.ts";
import { messagesIn } from "../messages.ts";

it("looks at the first character", () => {
  expect(messagesIn(documents(exampleService(), exampleSet({ name: "db2" })), nameLeadingDigit)).toEqual([]);
  expect(messagesIn(documents(exampleService(), exampleSet({ name: "2db" })), nameLeadingDigit)).toEqual([
    "metadata.name: the pods are called 2db-0 and so on, with a digit first",
  ]);
});
