import { namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import type { RoleBinding } from "../facts/checked-kinds.ts";
import { documents, exampleObject } from "../example.ts";
import type { Check, Rule } from "../rule.ts";

/** What every cluster has. */
const BUILT_IN = /^(?:system:|(?:admin|edit|view|cluster-admin)$)/;

const check: Check<RoleBinding> = (binding, project, report) => {
  const { kind, name } = binding.roleRef;
  const namespace = namespaceOf(binding);
  const path = ["roleRef", "name"];
  if (kind === "Role") {
    if (!project.isComplete("Role.rbac.authorization.k8s.io")) return;
    if (project.find("Role.rbac.authorization.k8s.io", namespace, name) !== undefined) return;
    const all = project.list("Role.rbac.authorization.k8s.io");
    const elsewhere = all.find(({ metadata }) => metadata.name === name);
    const meant = suggest(
      name,
      project.list("Role.rbac.authorization.k8s.io", namespace).map(({ metadata }) => metadata.name),
    );
    const where = elsewhere === undefined ? "" : `, only in ${namespaceOf(elsewhere)}`;
    const message = `Role "${name}" is not among the manifests of namespace ${namespace}${where}`;
    report(path, message, meant === undefined ? {} : { fix: `write ${meant}` });
    return;
  }
  // Cluster roles may come with whatever else a cluster has: only what looks like a slip is told.
  const roles = project.list("ClusterRole.rbac.authorization.k8s.io").map(({ metadata }) => metadata.name);
  if (BUILT_IN.test(name) || roles.includes(name)) return;
  const meant = suggest(name, roles);
  if (meant !== undefined) report(path, `there is no ClusterRole "${name}", but ${meant}`, { fix: `write ${meant}` });
};

const BINDING = exampleObject("rbac.authorization.k8s.io/v1", "RoleBinding", {
  body: "roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: labels",
});
const ROLE = (name: string): string =>
  exampleObject("rbac.authorization.k8s.io/v1", "Role", {
    name,
    body: 'rules:\n  - apiGroups:\n      - ""\n    resources:\n      - pods\n    verbs:\n      - patch',
  });

export const roleMissing: Rule = {
  id: "role-missing",
  code: "STS704",
  severity: "warning",
  summary: "The role that a binding gives exists.",
  why: "The binding is accepted and gives nothing: what the program asks of the API server is forbidden.",
  fix: "add the role, or correct its name; a binding's role cannot be changed later",
  source: "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding",
  passes: () => [documents(ROLE("labels"), BINDING)],
  fails: () => [{ manifest: documents(ROLE("label"), BINDING), findings: [{ path: "roleRef.name", at: "20:9" }] }],
  checks: {
    "RoleBinding.rbac.authorization.k8s.io": check,
    "ClusterRoleBinding.rbac.authorization.k8s.io": check,
  },
};
