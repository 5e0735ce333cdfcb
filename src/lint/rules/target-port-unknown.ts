import type { ContainerPort } from "../../api/kinds/pod/types.ts";
import type { ServicePort } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { portsOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { nameOf, workloadsReachedBy } from "../facts/selection.ts";
import type { Workload } from "../facts/workload.ts";

const SERVICE = (targetPort: string): string =>
  exampleService({
    spec: `clusterIP: None\nselector:\n  app: db\nports:\n  - port: 5432\n    targetPort: ${targetPort}`,
  });
const SET = exampleSet({ container: "ports:\n  - name: sql\n    containerPort: 5432" });

function fits({ targetPort, protocol = "TCP" }: ServicePort, port: ContainerPort): boolean {
  return port.name === targetPort && (port.protocol ?? "TCP") === protocol;
}

function explain(port: ServicePort, workloads: readonly Workload[], ports: readonly ContainerPort[]): string {
  const target = JSON.stringify(port.targetPort);
  const who = workloads.slice(0, 2).map(nameOf).join(" and ");
  const otherProtocol = ports.find(({ name }) => name === port.targetPort);
  if (otherProtocol !== undefined) {
    return `port ${target} of ${who} is ${otherProtocol.protocol ?? "TCP"}, not ${port.protocol ?? "TCP"}`;
  }
  const names = [...new Set(ports.flatMap(({ name }) => name ?? []))];
  const known = names.length === 0 ? "no container names a port" : `only ${names.join(", ")}`;
  return `no container of ${who} has a port named ${target}, ${known}`;
}

export const targetPortUnknown: Rule = {
  id: "target-port-unknown",
  code: "STS109",
  severity: "error",
  summary: "A target port given by name is a port of the selected pods' containers, in the same protocol.",
  why: "The port is left out of the endpoints: the Service accepts it, and connections to it go nowhere.",
  fix: "write the name of a container port, or its number",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
  looksFor: ["ports", "containerPort"],
  passes: () => [documents(SERVICE("sql"), SET)],
  fails: () => [
    { manifest: documents(SERVICE("postgres"), SET), findings: [{ path: "spec.ports[0].targetPort", at: "11:19" }] },
  ],
  checks: {
    Service(service, project, report) {
      const named = (service.spec.ports ?? []).some(({ targetPort }) => typeof targetPort === "string");
      if (!named || service.spec.type === "ExternalName") return;
      const workloads = workloadsReachedBy(project, namespaceOf(service), service.spec.selector);
      if (workloads.length === 0) return;
      const ports = portsOf(project, workloads);
      for (const [index, port] of (service.spec.ports ?? []).entries()) {
        if (typeof port.targetPort !== "string" || ports.some((one) => fits(port, one))) continue;
        const sameName = ports.some(({ name }) => name === port.targetPort);
        const meant = suggest(
          port.targetPort,
          ports.flatMap(({ name }) => name ?? []),
        );
        const more = meant === undefined || sameName ? {} : { fix: `write ${meant}` };
        const path = ["spec", "ports", index, sameName ? "protocol" : "targetPort"];
        report(path, explain(port, workloads, ports), more);
      }
    },
  },
};
