import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const TYPES = ["kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg"];

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  const secrets = valueAt(workload?.spec, ["imagePullSecrets"]);
  if (workload === undefined || !Array.isArray(secrets)) return;
  for (const [index, secret] of secrets.entries()) {
    const name = String(valueAt(secret, ["name"]));
    const found = project.find("Secret", namespaceOf(object), name);
    const type = String(valueAt(found, ["type"]));
    if (found === undefined || TYPES.includes(type)) continue;
    const related = [{ object: found, path: ["type"], message: "its type" }];
    const path = [...workload.path, "spec", "imagePullSecrets", index, "name"];
    report(path, `Secret "${name}" is of type ${type}, which is not looked at for pulling images`, { related });
  }
};

const LOGIN = (type: string): string =>
  exampleObject("v1", "Secret", { name: "login", body: `type: ${type}\nstringData:\n  .dockerconfigjson: "{}"` });
const SET = exampleSet({ pod: "imagePullSecrets:\n  - name: login" });

export const pullSecretUnusable: Rule = {
  id: "pull-secret-unusable",
  code: "STS442",
  severity: "error",
  summary: "A Secret for pulling images is of the type for that.",
  why: "The kubelet passes over Secrets of other types without a word: the pod stays in ImagePullBackOff.",
  fix: "set type: kubernetes.io/dockerconfigjson, with the key .dockerconfigjson",
  source: "https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/",
  passes: () => [documents(LOGIN("kubernetes.io/dockerconfigjson"), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(LOGIN("Opaque"), exampleService(), SET),
      findings: [{ path: "spec.template.spec.imagePullSecrets[0].name", at: "37:17" }],
    },
  ],
  checks: ofWorkloads(check),
};
