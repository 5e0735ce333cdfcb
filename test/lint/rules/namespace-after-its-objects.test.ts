import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { namespaceAfterItsObjects } from "../../../src/lint/rules/namespace-after-its-objects.ts";
import { messagesIn } from "../messages.ts";

it("looks at the order of the file", () => {
  expect(
    messagesIn(
      documents(exampleObject("v1", "Namespace", { name: "a", body: "" }), exampleService({ namespace: "a" })),
      namespaceAfterItsObjects,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ namespace: "a" }),
        exampleObject("v1", "Namespace", { name: "a", body: "" }),
        exampleSet({ namespace: "a" }),
      ),
      namespaceAfterItsObjects,
    ),
  ).toEqual(['metadata.namespace: namespace "a" is created further down']);
});
