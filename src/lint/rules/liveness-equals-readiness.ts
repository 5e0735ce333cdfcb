import type { Probe } from "../../api/kinds/pod/types.ts";
import { sameJson } from "../../base/json.ts";
import { runningContainersOf, templateOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

function handlerOf({ exec, httpGet, tcpSocket, grpc }: Probe): unknown {
  return { exec, httpGet, tcpSocket, grpc };
}

/** Seconds of failure before a probe has its effect. */
function patience({ periodSeconds = 10, failureThreshold = 3 }: Probe): number {
  return periodSeconds * failureThreshold;
}

const PROBE = (name: string, threshold: number): string =>
  `${name}:\n  failureThreshold: ${threshold}\n  exec:\n    command:\n      - pg_isready`;

export const livenessEqualsReadiness: Rule = {
  id: "liveness-equals-readiness",
  code: "STS413",
  severity: "info",
  summary: "A liveness probe is more patient than a readiness probe of the same kind.",
  why:
    "A pod that only cannot serve for a while, such as a member that catches up, is killed where it should be left " +
    "alone.",
  fix: "make the liveness probe ask less, or fail later",
  source: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#liveness-probe",
  looksFor: ["periodSeconds", "failureThreshold"],
  passes: () => [
    documents(
      exampleService(),
      exampleSet({ container: `${PROBE("livenessProbe", 12)}\n${PROBE("readinessProbe", 3)}` }),
    ),
  ],
  fails: () => [
    {
      manifest: documents(
        exampleService(),
        exampleSet({ container: `${PROBE("livenessProbe", 3)}\n${PROBE("readinessProbe", 3)}` }),
      ),
      findings: [{ path: "spec.template.spec.containers[0].livenessProbe", at: "31:11" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      for (const { container, path } of runningContainersOf(templateOf(set))) {
        const { livenessProbe, readinessProbe } = container;
        if (livenessProbe === undefined || readinessProbe === undefined) continue;
        if (!sameJson(handlerOf(livenessProbe), handlerOf(readinessProbe))) continue;
        if (patience(livenessProbe) > patience(readinessProbe)) continue;
        const message = `container "${container.name}" is killed as soon as it is not ready for ${patience(livenessProbe)} s`;
        report([...path, "livenessProbe"], message, { part: "key" });
      }
    },
  },
};
