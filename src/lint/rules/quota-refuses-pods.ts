import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { containersOf, type PlacedContainer } from "../facts/containers.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { boundsOf, effectiveOf, hardOf } from "../facts/quotas.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

/** What a container must say where a quota counts it: the list and the resource. */
const COUNTED: Readonly<Record<string, readonly ["requests" | "limits", string]>> = {
  cpu: ["requests", "cpu"],
  memory: ["requests", "memory"],
  "requests.cpu": ["requests", "cpu"],
  "requests.memory": ["requests", "memory"],
  "limits.cpu": ["limits", "cpu"],
  "limits.memory": ["limits", "memory"],
};

const check: Check<KubeObject> = (object, project, report) => {
  if (project.list("ResourceQuota").length === 0) return;
  const workload = workloadIn(object);
  const namespace = namespaceOf(object);
  const quotas = project.list("ResourceQuota", namespace);
  // Where a pod says it as a whole, its containers need not.
  if (workload === undefined || quotas.length === 0 || workload.spec.resources !== undefined) return;
  const bounds = boundsOf(project, namespace, "Container");
  const lacks = ({ container }: PlacedContainer, [list, resource]: readonly ["requests" | "limits", string]): boolean =>
    effectiveOf(container, bounds)[list][resource] === undefined;
  for (const quota of quotas) {
    const counted = Object.keys(hardOf(quota)).filter((name) => COUNTED[name] !== undefined);
    for (const placed of containersOf(workload)) {
      const missing = counted.filter((name) => {
        const wanted = COUNTED[name];
        return wanted !== undefined && lacks(placed, wanted);
      });
      if (missing.length === 0) continue;
      const related = [{ object: quota, path: ["spec", "hard"], message: "what is counted" }];
      const message = `container "${placed.container.name}" says no ${missing.join(", no ")}, which ResourceQuota ${quota.metadata.name} counts`;
      report([...placed.path, "resources"], message, { related });
      return;
    }
  }
};

const QUOTA = exampleObject("v1", "ResourceQuota", { body: "spec:\n  hard:\n    limits.memory: 64Gi" });
const SET = (resources: string): string => exampleSet({ container: `resources:\n  ${resources}:\n    memory: 1Gi` });

export const quotaRefusesPods: Rule = {
  id: "quota-refuses-pods",
  code: "STS445",
  severity: "error",
  summary: "Containers say what a quota of their namespace counts.",
  why: "Every pod is refused with must specify: the workload is accepted, and nothing of it runs.",
  fix: "set the requests and limits in every container, or defaults in a LimitRange",
  source: "https://kubernetes.io/docs/concepts/policy/resource-quotas/#compute-resource-quota",
  passes: () => [documents(QUOTA, exampleService(), SET("limits"))],
  fails: () => [
    {
      manifest: documents(QUOTA, exampleService(), SET("requests")),
      findings: [{ path: "spec.template.spec.containers[0].resources", at: "40:13" }],
    },
  ],
  checks: ofWorkloads(check),
};
