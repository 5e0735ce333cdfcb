import { namespaceOf } from "../../api/object.ts";
import type { RoleBinding } from "../facts/checked-kinds.ts";
import { documents, exampleObject } from "../example.ts";
import { mayBeMade } from "../facts/makers.ts";
import type { Check, Rule } from "../rule.ts";

const check: Check<RoleBinding> = (binding, project, report) => {
  if (!project.isComplete("ServiceAccount")) return;
  for (const [index, { kind, name, namespace = namespaceOf(binding) }] of (binding.subjects ?? []).entries()) {
    if (kind !== "ServiceAccount" || name === "default") continue;
    if (project.find("ServiceAccount", namespace, name) !== undefined) continue;
    const isKnown = project.list("ServiceAccount", namespace).length > 0 || project.workloads(namespace).length > 0;
    const elsewhere = project.list("ServiceAccount").find(({ metadata }) => metadata.name === name);
    if (!isKnown && elsewhere === undefined) continue;
    if (mayBeMade(project, "ServiceAccount", namespace, name)) continue;
    const path = ["subjects", index, elsewhere === undefined ? "name" : "namespace"];
    const where = elsewhere === undefined ? "" : `, only in ${namespaceOf(elsewhere)}`;
    const message = `ServiceAccount "${name}" is not among the manifests of namespace ${namespace}${where}`;
    report(path, message, elsewhere === undefined ? {} : { fix: `write namespace: ${namespaceOf(elsewhere)}` });
  }
};

const BINDING = (namespace: string): string =>
  exampleObject("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", {
    body: `roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: view\nsubjects:\n  - kind: ServiceAccount\n    name: db\n    namespace: ${namespace}`,
  });
const ACCOUNT = exampleObject("v1", "ServiceAccount", { namespace: "shop" });

export const bindingSubjectMissing: Rule = {
  id: "binding-subject-missing",
  code: "STS703",
  severity: "warning",
  summary: "A binding gives its role to a service account that exists.",
  why: "The binding is accepted and is for nobody: what the program asks of the API server is forbidden.",
  fix: "correct name or namespace of the subject, or add the ServiceAccount",
  source: "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects",
  passes: () => [documents(ACCOUNT, BINDING("shop"))],
  fails: () => [
    { manifest: documents(ACCOUNT, BINDING("default")), findings: [{ path: "subjects[0].namespace", at: "18:16" }] },
  ],
  checks: {
    "RoleBinding.rbac.authorization.k8s.io": check,
    "ClusterRoleBinding.rbac.authorization.k8s.io": check,
  },
};
