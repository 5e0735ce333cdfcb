import { namespaceOf } from "../../api/object.ts";
import { portsOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { nameOf, workloadsReachedBy } from "../facts/selection.ts";

const SET = exampleSet({ container: "ports:\n  - name: sql\n    containerPort: 5432" });
const SERVICE = (port: number): string =>
  exampleService({ spec: `clusterIP: None\nselector:\n  app: db\nports:\n  - port: ${port}` });

export const targetPortUndeclared: Rule = {
  id: "target-port-undeclared",
  code: "STS110",
  severity: "info",
  summary: "A target port given by number is among the ports that containers declare.",
  why: "Nothing checks the number: if no process listens on it, connections are refused.",
  fix: "correct the number, or declare the port in a container",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports",
  looksFor: ["ports", "containerPort"],
  passes: () => [documents(SERVICE(5432), SET)],
  fails: () => [
    { manifest: documents(SERVICE(5433), SET), findings: [{ path: "spec.ports[0].targetPort", at: "10:7" }] },
  ],
  checks: {
    Service(service, project, report) {
      if (service.spec.type === "ExternalName") return;
      const workloads = workloadsReachedBy(project, namespaceOf(service), service.spec.selector);
      const ports = portsOf(project, workloads);
      const [first] = workloads;
      if (first === undefined || ports.length === 0) return;
      for (const [index, { port, targetPort = port, protocol = "TCP" }] of (service.spec.ports ?? []).entries()) {
        if (typeof targetPort !== "number") continue;
        if (ports.some((one) => one.containerPort === targetPort && (one.protocol ?? "TCP") === protocol)) continue;
        const message = `no container of ${nameOf(first)} declares port ${targetPort}/${protocol}`;
        report(["spec", "ports", index, "targetPort"], message);
      }
    },
  },
};
