import { expect, it } from "vitest";
import { documents, exampleObject } from "../../../src/lint/example.ts";
import { roleMissing } from "../../../src/lint/rules/role-missing.ts";
import { messagesIn } from "../messages.ts";

const RBAC = "rbac.authorization.k8s.io/v1";
const BINDING = (kind: string, name: string): string =>
  exampleObject(RBAC, "RoleBinding", {
    body: `roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ${kind}\n  name: ${name}`,
  });
const ROLE = (kind: string, name: string, namespace?: string): string =>
  exampleObject(RBAC, kind, { name, ...(namespace === undefined ? {} : { namespace }), body: "rules: []" });

it("knows roles of the namespace, and where else there is one", () => {
  expect(messagesIn(documents(ROLE("Role", "labels"), BINDING("Role", "labels")), roleMissing)).toEqual([]);
  expect(messagesIn(documents(ROLE("Role", "labels", "shop"), BINDING("Role", "labels")), roleMissing)).toEqual([
    'roleRef.name: Role "labels" is not among the manifests of namespace default, only in shop',
  ]);
});

it("takes cluster roles for somebody else's unless they look like a slip", () => {
  expect(messagesIn(documents(ROLE("ClusterRole", "reader"), BINDING("ClusterRole", "view")), roleMissing)).toEqual([]);
  expect(messagesIn(documents(ROLE("ClusterRole", "reader"), BINDING("ClusterRole", "operator")), roleMissing)).toEqual(
    [],
  );
  expect(messagesIn(documents(ROLE("ClusterRole", "reader"), BINDING("ClusterRole", "raeder")), roleMissing)).toEqual([
    'roleRef.name: there is no ClusterRole "raeder", but reader',
  ]);
});
