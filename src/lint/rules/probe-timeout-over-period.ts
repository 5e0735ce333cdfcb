import { PROBES, containersOf, templateOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (timeout: number): string =>
  exampleSet({
    container: `readinessProbe:\n  periodSeconds: 5\n  timeoutSeconds: ${timeout}\n  tcpSocket:\n    port: 5432`,
  });

export const probeTimeoutOverPeriod: Rule = {
  id: "probe-timeout-over-period",
  code: "STS415",
  severity: "info",
  summary: "A probe's timeout is not longer than its period.",
  why: "The next probe waits for the one before: failures are noticed later than the period says.",
  fix: "lower timeoutSeconds, or raise periodSeconds",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes",
  looksFor: ["periodSeconds"],
  passes: () => [documents(exampleService(), SET(5))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(10)),
      findings: [{ path: "spec.template.spec.containers[0].readinessProbe.timeoutSeconds", at: "33:29" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      for (const { container, path } of containersOf(templateOf(set))) {
        for (const name of PROBES) {
          const { timeoutSeconds = 1, periodSeconds = 10 } = container[name] ?? {};
          if (timeoutSeconds <= periodSeconds) continue;
          const message = `a timeout of ${timeoutSeconds} s is longer than the period of ${periodSeconds} s`;
          report([...path, name, "timeoutSeconds"], message);
        }
      }
    },
  },
};
