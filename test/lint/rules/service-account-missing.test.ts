import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { serviceAccountMissing } from "../../../src/lint/rules/service-account-missing.ts";
import { messagesIn } from "../messages.ts";

it("knows that every namespace has one called default", () => {
  expect(
    messagesIn(documents(exampleService(), exampleSet({ pod: "serviceAccountName: default" })), serviceAccountMissing),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "ServiceAccount", { name: "db", namespace: "other", body: "" }),
        exampleService(),
        exampleSet({ pod: "serviceAccountName: db" }),
      ),
      serviceAccountMissing,
    ),
  ).toEqual([
    'spec.template.spec.serviceAccountName: ServiceAccount "db" is not among the manifests of namespace default, only in other',
  ]);
});
