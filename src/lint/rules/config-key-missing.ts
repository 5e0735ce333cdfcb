import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { configReferencesOf, keysOf } from "../facts/references.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { workloadIn } from "../facts/workload.ts";

const CONFIG = exampleObject("v1", "ConfigMap", { name: "db-settings", body: "data:\n  mode: fast" });
const SET = (key: string): string =>
  exampleSet({
    container: `env:\n  - name: MODE\n    valueFrom:\n      configMapKeyRef:\n        name: db-settings\n        key: ${key}`,
  });

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { kind, name, optional, keys, use } of configReferencesOf(workload)) {
    if (optional || keys.length === 0) continue;
    const source = project.find(kind, namespaceOf(object), name);
    if (source === undefined) continue;
    const known = keysOf(source, use);
    for (const { key, path } of keys) {
      if (known.includes(key)) continue;
      const meant = suggest(key, known);
      const has = known.length === 0 ? "no keys" : `only ${known.slice(0, 5).join(", ")}`;
      const related = [{ object: source, path: ["metadata", "name"], message: `the ${kind}` }];
      const fix = meant === undefined ? {} : { fix: `write ${meant}` };
      report(path, `${kind} "${name}" has no key "${key}", ${has}`, { related, ...fix });
    }
  }
};

export const configKeyMissing: Rule = {
  id: "config-key-missing",
  code: "STS403",
  severity: "error",
  summary: "A key that is asked of a ConfigMap or a Secret is there.",
  why: "The container is not started: CreateContainerConfigError, or ContainerCreating for a volume.",
  fix: "correct the key, or add it",
  source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/",
  passes: () => [documents(CONFIG, exampleService(), SET("mode"))],
  fails: () => [
    {
      manifest: documents(CONFIG, exampleService(), SET("level")),
      findings: [{ path: "spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key", at: "43:24" }],
    },
  ],
  checks: ofWorkloads(check),
};
