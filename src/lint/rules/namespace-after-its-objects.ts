import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { documents, exampleObject, exampleService } from "../example.ts";
import type { Check, Rule } from "../rule.ts";

const NAMESPACE = exampleObject("v1", "Namespace", { name: "shop" });
const SERVICE = exampleService({ namespace: "shop" });

const check: Check<KubeObject> = (object, project, report) => {
  const namespace = project.find("Namespace", "", namespaceOf(object));
  if (namespace === undefined) return;
  const [own, other] = [project.locate(object, ["kind"]), project.locate(namespace, ["kind"])];
  if (own.file !== other.file || own.start.line > other.start.line) return;
  const related = [{ object: namespace, path: ["metadata", "name"], message: "it is created here" }];
  report(["metadata", "namespace"], `namespace "${namespace.metadata.name}" is created further down`, { related });
};

export const namespaceAfterItsObjects: Rule = {
  id: "namespace-after-its-objects",
  code: "STS212",
  severity: "error",
  summary: "A Namespace stands before the objects that are in it.",
  why: "kubectl applies documents in their order: the first apply is refused with namespaces not found.",
  fix: "move the Namespace to the top",
  source: "https://kubernetes.io/docs/concepts/workloads/management/#organizing-resource-configurations",
  passes: () => [documents(NAMESPACE, SERVICE)],
  fails: () => [{ manifest: documents(SERVICE, NAMESPACE), findings: [{ path: "metadata.namespace", at: "5:14" }] }],
  checks: {
    StatefulSet: check,
    Service: check,
    Deployment: check,
    PersistentVolumeClaim: check,
    PodDisruptionBudget: check,
    ConfigMap: check,
    Secret: check,
    ServiceAccount: check,
  },
};
