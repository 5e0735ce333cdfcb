import type { KubeObject } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { workloadIn } from "../facts/workload.ts";

/** Conditions that the controllers of cloud load balancers set. */
const SET_BY_LOAD_BALANCERS = /^(?:target-health\.|cloud\.google\.com\/|elbv2\.k8s\.aws\/)/;

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const [index, { conditionType }] of (workload.spec.readinessGates ?? []).entries()) {
    if (SET_BY_LOAD_BALANCERS.test(conditionType)) continue;
    const path = [...workload.path, "spec", "readinessGates", index, "conditionType"];
    report(path, `no pod is ready before something sets its condition ${conditionType}`);
  }
};

export const readinessGate: Rule = {
  id: "readiness-gate",
  code: "STS422",
  severity: "warning",
  summary: "Something sets the conditions that readiness gates ask for.",
  why: "Without a controller that sets the condition no pod becomes ready: creation in order stops at the first one.",
  fix: "take the gate out, unless such a controller runs",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(
        exampleService(),
        exampleSet({ pod: "readinessGates:\n  - conditionType: example.com/joined" }),
      ),
      findings: [{ path: "spec.template.spec.readinessGates[0].conditionType", at: "29:26" }],
    },
  ],
  checks: ofWorkloads(check),
};
