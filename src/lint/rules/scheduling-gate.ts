import type { KubeObject } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  const [gate] = workload?.spec.schedulingGates ?? [];
  if (workload === undefined || gate === undefined) return;
  const message = `every pod waits until the gate ${gate.name} is taken out of it`;
  report([...workload.path, "spec", "schedulingGates"], message, { part: "key" });
};

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
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ pod: "schedulingGates:\n  - name: example.com/wait" })),
      findings: [{ path: "spec.template.spec.schedulingGates", at: "28:7" }],
    },
  ],
  checks: {
    StatefulSet: check,
    Deployment: check,
    DaemonSet: check,
    ReplicaSet: check,
    "Job.batch": check,
    "CronJob.batch": check,
  },
};
