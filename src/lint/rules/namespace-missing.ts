import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { documents, exampleObject, exampleService } from "../example.ts";
import type { Check, Rule } from "../rule.ts";

/** Namespaces that every cluster has. */
const ALWAYS_THERE = new Set(["default", "kube-system", "kube-public", "kube-node-lease"]);

const NAMESPACE = exampleObject("v1", "Namespace", { name: "shop" });

const check: Check<KubeObject> = (object, project, report) => {
  const namespace = namespaceOf(object);
  if (ALWAYS_THERE.has(namespace) || project.find("Namespace", "", namespace) !== undefined) return;
  const known = project.list("Namespace");
  if (known.length === 0 || !project.isComplete("Namespace")) return;
  const path = ["metadata", "namespace"];
  if (!project.isWritten(object, path)) return;
  const names = known.slice(0, 3).map(({ metadata }) => metadata.name);
  report(path, `namespace "${namespace}" is not among the manifests' namespaces: ${names.join(", ")}`);
};

export const namespaceMissing: Rule = {
  id: "namespace-missing",
  code: "STS211",
  severity: "warning",
  summary: "Where manifests bring their namespaces, they bring the namespaces of all objects.",
  why: "An object of a namespace that does not exist is refused, while the other documents of the file are applied.",
  fix: "add the Namespace, or correct its name",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
  passes: () => [documents(NAMESPACE, exampleService({ namespace: "shop" })), exampleService({ namespace: "shop" })],
  fails: () => [
    {
      manifest: documents(NAMESPACE, exampleService({ namespace: "shops" })),
      findings: [{ path: "metadata.namespace", at: "10:14" }],
    },
  ],
  checks: {
    StatefulSet: check,
    Service: check,
    Deployment: check,
    PersistentVolumeClaim: check,
    PodDisruptionBudget: check,
    ConfigMap: check,
    Secret: check,
  },
};
