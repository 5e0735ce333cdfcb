import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { nameTooLong } from "../../../src/lint/rules/name-too-long.ts";
import { messagesIn } from "../messages.ts";

it("counts name, hyphen and hash", () => {
  expect(messagesIn(documents(exampleService(), exampleSet({ name: "n".repeat(52) })), nameTooLong)).toEqual([]);
  expect(messagesIn(documents(exampleService(), exampleSet({ name: "n".repeat(63) })), nameTooLong)).toEqual([
    "metadata.name: the label <name>-<hash> of the pods has up to 63 + 1 + 10 = 74 characters, 63 are allowed",
  ]);
});
