import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { resourcesIn } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { isLess } from "../facts/quantities.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

/** No container starts in less; container runtimes refuse smaller limits. */
const LEAST = "4Mi";
/** Of the largest machines that can be rented. */
const MOST = "32Ti";
const HUGE = "The pods stay Pending with Insufficient memory.";
const UNCOUNTED =
  "m stands for thousandths and no unit for bytes: the scheduler keeps next to no memory for the container.";
/** Bytes, or thousandths of one: whoever writes a larger unit means it. */
const WITHOUT_UNIT = /^[\d.]+m?$/;
const SET = (memory: string): string => exampleSet({ container: `resources:\n  limits:\n    memory: ${memory}` });

function reportUnit(field: FieldPath, memory: string, kind: "requests" | "limits", report: Report): void {
  const what = memory.endsWith("m") ? "counts thousandths of a byte" : "counts bytes";
  report(field, `"${memory}" ${what} and is less than ${LEAST}`, kind === "limits" ? {} : { why: UNCOUNTED });
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { resources, path } of resourcesIn(workload)) {
    for (const kind of ["requests", "limits"] as const) {
      const memory = resources[kind]?.["memory"];
      if (memory === undefined) continue;
      const isTiny = isLess("0", memory) && isLess(memory, LEAST);
      if (!isTiny && !isLess(MOST, memory)) continue;
      const field = [...path, kind, "memory"];
      // A limit is a request, too, where none is written.
      if (!project.isWritten(object, field)) continue;
      if (!isTiny) report(field, `"${memory}" is more than any machine has`, { why: HUGE, fix: "write less" });
      else if (WITHOUT_UNIT.test(String(memory))) reportUnit(field, String(memory), kind, report);
      else if (kind === "limits") {
        report(field, `"${memory}" is less than ${LEAST}`, {
          why: "No container starts in so little.",
          fix: "raise it",
        });
      }
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
