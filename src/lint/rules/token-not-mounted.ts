import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { sameJson } from "../../base/json.ts";
import type { RoleBinding } from "../facts/checked-kinds.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

const FIELD = "automountServiceAccountToken";

/** The first binding that each service account has a role by, by `namespace/name`. */
function bindings(project: Project): ReadonlyMap<string, RoleBinding> {
  const first = new Map<string, RoleBinding>();
  const all = [
    ...project.list("RoleBinding.rbac.authorization.k8s.io"),
    ...project.list("ClusterRoleBinding.rbac.authorization.k8s.io"),
  ];
  for (const binding of all) {
    for (const { kind, name, namespace = namespaceOf(binding) } of binding.subjects ?? []) {
      const key = `${namespace}/${name}`;
      if (kind === "ServiceAccount" && !first.has(key)) first.set(key, binding);
    }
  }
  return first;
}

/** Whether a role only says which policies pods may use: the API server asks for that, not the program. */
function isForUseAlone({ roleRef, ...binding }: RoleBinding, project: Project): boolean {
  const key = roleRef.kind === "Role" ? "Role.rbac.authorization.k8s.io" : "ClusterRole.rbac.authorization.k8s.io";
  const role = project.find(key, roleRef.kind === "Role" ? namespaceOf(binding) : "", roleRef.name);
  const rules = valueAt(role, ["rules"]);
  return Array.isArray(rules) && rules.every((rule) => sameJson(valueAt(rule, ["verbs"]), ["use"]));
}

/** Whether a pod mounts a token by itself. */
function hasToken({ spec }: Workload): boolean {
  return (spec.volumes ?? []).some((volume) => {
    const sources = valueAt(volume, ["projected", "sources"]);
    return Array.isArray(sources) && sources.some((source) => valueAt(source, ["serviceAccountToken"]) !== undefined);
  });
}

const check: Check<KubeObject> = (object, project, report) => {
  if (project.index(bindings).size === 0) return;
  const workload = workloadIn(object);
  const { serviceAccountName: name = "" } = workload?.spec ?? {};
  if (workload === undefined || name === "") return;
  const namespace = namespaceOf(object);
  const binding = project.index(bindings).get(`${namespace}/${name}`);
  if (binding === undefined || hasToken(workload) || isForUseAlone(binding, project)) return;
  const account = project.find("ServiceAccount", namespace, name);
  const own = valueAt(workload.spec, [FIELD]);
  if ((own ?? valueAt(account, [FIELD])) !== false) return;
  const related = [{ object: binding, path: ["roleRef"], message: "the role that needs a token" }];
  const path = [...workload.path, "spec", own === undefined ? "serviceAccountName" : FIELD];
  const { kind, metadata } = binding;
  report(path, `no token is mounted, and ${kind} ${metadata.name} gives ServiceAccount ${name} a role`, { related });
};

const BINDING = exampleObject("rbac.authorization.k8s.io/v1", "RoleBinding", {
  body: "roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: view\nsubjects:\n  - kind: ServiceAccount\n    name: db\n    namespace: default",
});
const ACCOUNT = exampleObject("v1", "ServiceAccount", {});
const SET = (isMounted: boolean): string =>
  exampleSet({ pod: `serviceAccountName: db\n${FIELD}: ${String(isMounted)}` });

export const tokenNotMounted: Rule = {
  id: "token-not-mounted",
  code: "STS444",
  severity: "warning",
  summary: "Pods whose service account has a role get its token.",
  why: "Without a token every request to the API server is anonymous, and forbidden, whatever the role allows.",
  fix: "set automountServiceAccountToken: true on the pod, or take the binding out",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
  passes: () => [documents(ACCOUNT, BINDING, exampleService(), SET(true))],
  fails: () => [
    {
      manifest: documents(ACCOUNT, BINDING, exampleService(), SET(false)),
      findings: [{ path: `spec.template.spec.${FIELD}`, at: "47:37" }],
    },
  ],
  checks: ofWorkloads(check),
};
