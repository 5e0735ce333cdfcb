import { runningContainersOf, templateOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

/** What a database may need to read its log. */
const SHORT = 30;
const LIVENESS = (delay: number): string =>
  `livenessProbe:\n  initialDelaySeconds: ${delay}\n  periodSeconds: 5\n  tcpSocket:\n    port: 5432`;

export const livenessBeforeStart: Rule = {
  id: "liveness-before-start",
  code: "STS414",
  severity: "warning",
  summary: "A container has time to start before its liveness probe kills it.",
  why: "After a crash the program may have a log to read: it is killed while it does, and starts from the beginning.",
  fix: "add a startupProbe that waits as long as the slowest start",
  source: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#startup-probe",
  passes: () => [documents(exampleService(), exampleSet({ container: LIVENESS(60) }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ container: LIVENESS(5) })),
      findings: [{ path: "spec.template.spec.containers[0].livenessProbe", at: "31:11" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      for (const { container, path } of runningContainersOf(templateOf(set))) {
        const { livenessProbe, startupProbe } = container;
        if (livenessProbe === undefined || startupProbe !== undefined) continue;
        const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = livenessProbe;
        const seconds = initialDelaySeconds + periodSeconds * failureThreshold;
        if (seconds >= SHORT) continue;
        const sum = `${initialDelaySeconds} + ${periodSeconds} × ${failureThreshold} = ${seconds} s`;
        const message = `container "${container.name}" is killed ${sum} after its start unless it answers by then`;
        report([...path, "livenessProbe"], message, { part: "key" });
      }
    },
  },
};
