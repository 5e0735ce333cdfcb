import type { KubeObject } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const HANDLERS = [
  ["livenessProbe"],
  ["readinessProbe"],
  ["startupProbe"],
  ["lifecycle", "postStart"],
  ["lifecycle", "preStop"],
] as const;
const OWN = new Set(["localhost", "127.0.0.1", "::1", "0.0.0.0"]);

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined || workload.spec.hostNetwork === true) return;
  for (const { container, path } of containersOf(workload)) {
    for (const handler of HANDLERS) {
      if (valueAt(container, handler) === undefined) continue;
      for (const action of ["httpGet", "tcpSocket"]) {
        const host = valueAt(container, [...handler, action, "host"]);
        if (typeof host !== "string" || !OWN.has(host)) continue;
        report(
          [...path, ...handler, action, "host"],
          `${host} is the node's own, not that of container "${container.name}"`,
        );
      }
    }
  }
};

const SET = (host: string): string =>
  exampleSet({ container: `readinessProbe:\n  httpGet:\n    port: 8080\n    path: /ready${host}` });

export const probeAsksNode: Rule = {
  id: "probe-asks-node",
  code: "STS449",
  severity: "error",
  summary: "A probe asks the pod, not the node.",
  why:
    "The kubelet makes the connection, from the node: localhost is the node itself, where nothing of the pod listens, and " +
    "the probe never succeeds.",
  fix: "take the host out: the pod itself is asked then",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes",
  passes: () => [documents(exampleService(), SET(""))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("\n    host: 127.0.0.1")),
      findings: [{ path: "spec.template.spec.containers[0].readinessProbe.httpGet.host", at: "35:21" }],
    },
  ],
  checks: ofWorkloads(check),
};
