import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

export const schedulingGate: Rule = {
  id: "scheduling-gate",
  code: "STS421",
  severity: "error",
  summary: "A pod template has no scheduling gates.",
  why:
    "Every pod waits in SchedulingGated until something takes its gates out, and with OrderedReady the next one is " +
    "not made.",
  fix: "take schedulingGates out of the template",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/",
  passes: [documents(exampleService(), exampleSet())],
  fails: [
    {
      manifest: documents(exampleService(), exampleSet({ pod: "schedulingGates:\n  - name: example.com/wait" })),
      findings: [{ path: "spec.template.spec.schedulingGates", at: "28:7" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const [gate] = set.spec.template.spec.schedulingGates ?? [];
      if (gate === undefined) return;
      const path = ["spec", "template", "spec", "schedulingGates"];
      report(path, `every pod waits until the gate ${gate.name} is taken out of it`, { part: "key" });
    },
  },
};
