import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { tokenNotMounted } from "../../../src/lint/rules/token-not-mounted.ts";
import { messagesIn } from "../messages.ts";

const RBAC = "rbac.authorization.k8s.io/v1";
const ROLE = (verb: string): string =>
  exampleObject(RBAC, "Role", {
    body: `rules:\n  - apiGroups:\n      - ""\n    resources:\n      - pods\n    verbs:\n      - ${verb}`,
  });
const BINDING = exampleObject(RBAC, "RoleBinding", {
  body: `roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: db\nsubjects:\n  - kind: ServiceAccount\n    name: db\n    namespace: default`,
});
const ACCOUNT = (more: string): string => exampleObject("v1", "ServiceAccount", { body: more });
const SET = (pod: string): string => documents(exampleService(), exampleSet({ pod: `serviceAccountName: db${pod}` }));
const OFF = "automountServiceAccountToken: false";

it("takes the pod's word before that of its service account", () => {
  const on = "\nautomountServiceAccountToken: true";
  expect(messagesIn(documents(ROLE("get"), BINDING, ACCOUNT(OFF), SET(on)), tokenNotMounted)).toEqual([]);
  expect(messagesIn(documents(ROLE("get"), BINDING, ACCOUNT(OFF), SET("")), tokenNotMounted)).toEqual([
    "spec.template.spec.serviceAccountName: no token is mounted, and RoleBinding db gives ServiceAccount db a role",
  ]);
});

it("says nothing where no token is needed, or one is projected", () => {
  expect(messagesIn(documents(ROLE("use"), BINDING, ACCOUNT(OFF), SET("")), tokenNotMounted)).toEqual([]);
  expect(messagesIn(documents(ROLE("get"), ACCOUNT(OFF), SET("")), tokenNotMounted)).toEqual([]);
  const projected =
    "\nvolumes:\n  - name: token\n    projected:\n      sources:\n        - serviceAccountToken:\n            path: token";
  expect(messagesIn(documents(ROLE("get"), BINDING, ACCOUNT(OFF), SET(projected)), tokenNotMounted)).toEqual([]);
});
