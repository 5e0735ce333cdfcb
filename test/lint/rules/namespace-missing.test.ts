import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { namespaceMissing } from "../../../src/lint/rules/namespace-missing.ts";
import { messagesIn } from "../messages.ts";

it("knows the namespaces of every cluster", () => {
  expect(
    messagesIn(
      documents(exampleObject("v1", "Namespace", { name: "a", body: "" }), exampleService()),
      namespaceMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Namespace", { name: "a", body: "" }),
        exampleService({ namespace: "kube-system" }),
      ),
      namespaceMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Namespace", { name: "a", body: "" }),
        exampleService({ namespace: "b" }),
        exampleSet({ namespace: "b" }),
      ),
      namespaceMissing,
    ),
  ).toEqual([
    'metadata.namespace: namespace "b" is not among the manifests\' namespaces: a',
    'metadata.namespace: namespace "b" is not among the manifests\' namespaces: a',
  ]);
});
