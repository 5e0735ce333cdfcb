import { templateOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const PROBE = "readinessProbe:\n  exec:\n    command:\n      - pg_isready";

export const readinessProbeMissing: Rule = {
  id: "readiness-probe-missing",
  code: "STS411",
  severity: "info",
  summary: "Some container of a set's pods says when it is ready.",
  why: "A pod counts as ready as soon as it runs: creation in order and rolling updates rush ahead of the program.",
  fix: "add a readinessProbe",
  source: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
  passes: () => [documents(exampleService(), exampleSet({ container: PROBE }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet()),
      findings: [{ path: "spec.template.spec.containers[0].readinessProbe", at: "29:11" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const { containers, readinessGates = [] } = templateOf(set).spec;
      if (readinessGates.length > 0 || containers.some(({ readinessProbe }) => readinessProbe !== undefined)) return;
      const { name = "" } = containers[0] ?? {};
      const message = `container "${name}" is ready as soon as it runs`;
      report(["spec", "template", "spec", "containers", 0, "readinessProbe"], message);
    },
  },
};
