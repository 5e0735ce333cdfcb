import type { KubeObject } from "../../api/object.ts";
import { resourcesIn } from "../containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../of-workloads.ts";
import { isLess } from "../quantities.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../workload.ts";

/** No container starts in less; container runtimes refuse smaller limits. */
const LEAST = "4Mi";
/** Of the largest machines that can be rented. */
const MOST = "32Ti";
const HUGE = "The pods stay Pending with Insufficient memory.";
const SET = (memory: string): string => exampleSet({ container: `resources:\n  limits:\n    memory: ${memory}` });

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { resources, path } of resourcesIn(workload)) {
    for (const kind of ["requests", "limits"] as const) {
      const memory = resources[kind]?.["memory"];
      if (memory === undefined) continue;
      const field = [...path, kind, "memory"];
      const isTiny = isLess("0", memory) && isLess(memory, LEAST);
      // A limit is a request, too, where none is written.
      if ((!isTiny && !isLess(MOST, memory)) || !project.isWritten(object, field)) continue;
      const what = String(memory).endsWith("m") ? "counts thousandths of a byte" : "counts bytes";
      if (isTiny) report(field, `"${memory}" ${what} and is less than ${LEAST}`);
      else report(field, `"${memory}" is more than any machine has`, { why: HUGE });
    }
  }
};

export const memoryQuantitySuspicious: Rule = {
  id: "memory-quantity-suspicious",
  code: "STS410",
  severity: "error",
  summary: "Memory is given with its unit, Mi or Gi.",
  why: "m stands for thousandths and no unit for bytes: a container with such a limit cannot start.",
  fix: "write Mi or Gi",
  source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory",
  passes: () => [documents(exampleService(), SET("512Mi"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET('"512"')),
      findings: [{ path: "spec.template.spec.containers[0].resources.limits.memory", at: "33:23" }],
    },
  ],
  checks: ofWorkloads(check),
};
