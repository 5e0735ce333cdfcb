import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (container: string): string => exampleSet({ spec: "minReadySeconds: 10", container });

export const minReadyWithoutProbe: Rule = {
  id: "min-ready-without-probe",
  code: "STS510",
  severity: "info",
  summary: "minReadySeconds is counted from a readiness probe.",
  why: "Without a probe the seconds are counted from the start of the container, whether the program works or not.",
  fix: "add a readinessProbe",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#minimum-ready-seconds",
  passes: () => [documents(exampleService(), SET("readinessProbe:\n  tcpSocket:\n    port: 5432"))],
  fails: () => [
    { manifest: documents(exampleService(), SET("")), findings: [{ path: "spec.minReadySeconds", at: "23:20" }] },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const { minReadySeconds = 0, template } = set.spec;
      if (minReadySeconds === 0 || template.spec.containers.some(({ readinessProbe }) => readinessProbe !== undefined))
        return;
      report(["spec", "minReadySeconds"], `the ${minReadySeconds} s are counted from the start of the containers`);
    },
  },
};
