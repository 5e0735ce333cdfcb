import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { bindingSubjectMissing } from "../../../src/lint/rules/binding-subject-missing.ts";
import { messagesIn } from "../messages.ts";

const BINDING = (subject: string, namespace = "default", kind = "RoleBinding"): string =>
  exampleObject("rbac.authorization.k8s.io/v1", kind, {
    body: `roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: view\nsubjects:\n  - kind: ServiceAccount\n    name: ${subject}\n    namespace: ${namespace}`,
  });
const ACCOUNT = exampleObject("v1", "ServiceAccount", {});
const SET = documents(exampleService(), exampleSet({ pod: "serviceAccountName: db" }));

it("looks where manifests have pods or accounts", () => {
  expect(messagesIn(documents(ACCOUNT, SET, BINDING("db")), bindingSubjectMissing)).toEqual([]);
  expect(messagesIn(documents(ACCOUNT, SET, BINDING("dbs")), bindingSubjectMissing)).toEqual([
    'subjects[0].name: ServiceAccount "dbs" is not among the manifests of namespace default',
  ]);
  expect(
    messagesIn(documents(ACCOUNT, SET, BINDING("db", "shop", "ClusterRoleBinding")), bindingSubjectMissing),
  ).toEqual([
    'subjects[0].namespace: ServiceAccount "db" is not among the manifests of namespace shop, only in default',
  ]);
  expect(messagesIn(documents(ACCOUNT, SET, BINDING("prometheus", "monitoring")), bindingSubjectMissing)).toEqual([]);
  expect(messagesIn(documents(SET, BINDING("default")), bindingSubjectMissing)).toEqual([]);
});
