import type { Service, ServicePort } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { portsOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";
import { workloadsReachedBy } from "../facts/selection.ts";

const SERVICE = (clusterIP: string): string =>
  exampleService({ spec: `${clusterIP}selector:\n  app: db\nports:\n  - port: 80\n    targetPort: 5432` });

/** The number that pods listen on; undefined where it cannot be told. */
function targetOf(service: Service, port: ServicePort, project: Project): number | undefined {
  const { targetPort = port.port, protocol = "TCP" } = port;
  if (typeof targetPort === "number") return targetPort;
  const workloads = workloadsReachedBy(project, namespaceOf(service), service.spec.selector);
  const numbers = portsOf(project, workloads)
    .filter((one) => one.name === targetPort && (one.protocol ?? "TCP") === protocol)
    .map(({ containerPort }) => containerPort);
  return numbers.includes(port.port) ? port.port : numbers[0];
}

export const headlessPortRemapped: Rule = {
  id: "headless-port-remapped",
  code: "STS111",
  severity: "warning",
  summary: "A headless Service has the port numbers that its pods listen on.",
  why:
    "DNS hands out the pods' own addresses and nothing on the way translates ports: clients of the port are " +
    "refused.",
  fix: "make port equal to targetPort, or use a Service with a cluster IP for clients",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#headless-services",
  passes: () => [
    documents(exampleService(), exampleSet()),
    documents(SERVICE(""), exampleSet({ head: "replicas: 1" })),
  ],
  fails: () => [
    {
      manifest: documents(SERVICE("clusterIP: None\n"), exampleSet()),
      findings: [{ path: "spec.ports[0].port", at: "10:13" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      if (service.spec.clusterIP !== "None") return;
      if (Object.keys(service.spec.selector ?? {}).length === 0) return;
      for (const [index, port] of (service.spec.ports ?? []).entries()) {
        const target = targetOf(service, port, project);
        if (target === undefined || target < 1 || target === port.port) continue;
        const message = `port ${port.port} is not translated to ${target}: clients that connect to ${port.port} are refused`;
        report(["spec", "ports", index, "port"], message);
      }
    },
  },
};
