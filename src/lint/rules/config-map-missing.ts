import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { missingReferences } from "../facts/missing-references.ts";
import type { Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";

const SET = exampleSet({ container: "envFrom:\n  - configMapRef:\n      name: db-settings" });
const CONFIG = (name: string, namespace?: string): string =>
  exampleObject("v1", "ConfigMap", {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    body: "data:\n  MODE: fast",
  });

const check = missingReferences("ConfigMap");

export const configMapMissing: Rule = {
  id: "config-map-missing",
  code: "STS401",
  severity: "error",
  summary: "A ConfigMap that pods need is in their namespace.",
  why:
    "The container is not started: CreateContainerConfigError, or ContainerCreating for a volume. A set with " +
    "OrderedReady makes no later pod.",
  fix: "add the ConfigMap, correct its name, or mark the reference as optional",
  source: "https://kubernetes.io/docs/concepts/configuration/configmap/#using-configmaps",
  passes: () => [documents(CONFIG("db-settings"), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(CONFIG("db-setting"), exampleService(), SET),
      findings: [{ path: "spec.template.spec.containers[0].envFrom[0].configMapRef.name", at: "40:23" }],
    },
    {
      manifest: documents(CONFIG("db-settings", "other"), exampleService(), SET),
      findings: [{ path: "spec.template.spec.containers[0].envFrom[0].configMapRef.name", at: "41:23" }],
    },
  ],
  checks: ofWorkloads(check),
};
