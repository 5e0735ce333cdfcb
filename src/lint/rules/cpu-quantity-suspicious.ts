import type { KubeObject } from "../../api/object.ts";
import { quantityValue } from "../../api/quantity.ts";
import { resourcesIn } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { amountOf, isLess } from "../facts/quantities.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

/** More cores than containers get: the unit is missing. */
const MANY = "63";
/** The kernel knows no smaller share of 100 ms. */
const LEAST = "10m";
const SET = (cpu: string): string =>
  exampleSet({ container: `resources:\n  requests:\n    cpu: ${cpu}\n    memory: 1Gi` });

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { resources, path } of resourcesIn(workload)) {
    for (const kind of ["requests", "limits"] as const) {
      const cpu = resources[kind]?.["cpu"];
      if (cpu === undefined) continue;
      const field = [...path, kind, "cpu"];
      if (kind === "limits" && isLess("0", cpu) && isLess(cpu, LEAST)) {
        const why = "The container stands still most of the time: it starts slowly, and probes may time out.";
        report(field, `"${cpu}" is less than a hundredth of a core`, {
          why,
          fix: "leave the unit m out, or raise it",
        });
      }
      const cores = isLess(MANY, cpu) ? amountOf(cpu) : undefined;
      // A limit is a request, too, where none is written.
      if (cores === undefined || !project.isWritten(object, field)) continue;
      const number = quantityValue(cores);
      report(field, `this means ${number} cores, ${number}m means ${number} thousandths of one`);
    }
  }
};

export const cpuQuantitySuspicious: Rule = {
  id: "cpu-quantity-suspicious",
  code: "STS409",
  severity: "warning",
  summary: "CPU is given in cores, or in thousandths with the unit m.",
  why: "No node has that many cores: the pods stay Pending with Insufficient cpu.",
  fix: "write the unit m behind thousandths of a core",
  source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-cpu",
  passes: () => [documents(exampleService(), SET("500m"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET('"500"')),
      findings: [{ path: "spec.template.spec.containers[0].resources.requests.cpu", at: "33:20" }],
    },
  ],
  checks: ofWorkloads(check),
};
