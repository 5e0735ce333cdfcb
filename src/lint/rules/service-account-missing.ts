import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { mayBeMade } from "../facts/makers.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const SET = exampleSet({ pod: "serviceAccountName: db" });

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  const name = workload?.spec.serviceAccountName ?? "";
  if (workload === undefined || name === "" || name === "default" || !project.isComplete("ServiceAccount")) return;
  const namespace = namespaceOf(object);
  if (project.find("ServiceAccount", namespace, name) !== undefined) return;
  if (mayBeMade(project, "ServiceAccount", namespace, name)) return;
  const elsewhere = project.list("ServiceAccount").find(({ metadata }) => metadata.name === name);
  const where = elsewhere === undefined ? "" : `, only in ${namespaceOf(elsewhere)}`;
  const path = [...workload.path, "spec", "serviceAccountName"];
  report(path, `ServiceAccount "${name}" is not among the manifests of namespace ${namespace}${where}`);
};

export const serviceAccountMissing: Rule = {
  id: "service-account-missing",
  code: "STS405",
  severity: "warning",
  summary: "The service account of the pods is in their namespace.",
  why: "Every pod is refused with error looking up service account until it is there.",
  fix: "add the ServiceAccount, or correct its name",
  source: "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
  passes: () => [documents(exampleObject("v1", "ServiceAccount", { name: "db" }), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(exampleService(), SET),
      findings: [{ path: "spec.template.spec.serviceAccountName", at: "28:27" }],
    },
  ],
  checks: ofWorkloads(check),
};
