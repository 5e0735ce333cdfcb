import type { Service } from "../../api/kinds/service/types.ts";
import { documents, exampleService } from "../example.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

const AT = (name: string, port: number): string =>
  exampleService({ name, spec: `type: NodePort\nselector:\n  app: db\nports:\n  - port: 5432\n    nodePort: ${port}` });

function keyOf(protocol: string | undefined, nodePort: number): string {
  return `${protocol ?? "TCP"}/${nodePort}`;
}

/** The first Service that asks for each node port. */
function holders(project: Project): ReadonlyMap<string, Service> {
  const first = new Map<string, Service>();
  for (const service of project.list("Service")) {
    for (const { nodePort, protocol } of service.spec.ports ?? []) {
      if (nodePort === undefined || nodePort === 0) continue;
      const key = keyOf(protocol, nodePort);
      if (!first.has(key)) first.set(key, service);
    }
  }
  return first;
}

export const nodePortClash: Rule = {
  id: "node-port-clash",
  code: "STS123",
  severity: "error",
  summary: "A node port is asked for by one Service.",
  why: "The API server refuses the second Service: provided port is already allocated.",
  fix: "take nodePort out and have one chosen, or write another one",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport",
  passes: [documents(AT("one", 31000), AT("two", 31001))],
  fails: [
    {
      manifest: documents(AT("one", 31000), AT("two", 31000)),
      findings: [{ path: "spec.ports[0].nodePort", at: "23:17" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      for (const [index, { nodePort, protocol }] of (service.spec.ports ?? []).entries()) {
        if (nodePort === undefined || nodePort === 0) continue;
        const holder = project.index(holders).get(keyOf(protocol, nodePort));
        if (holder === undefined || holder === service) continue;
        const related = [{ object: holder, path: ["spec", "ports"], message: "it is asked for here" }];
        const message = `node port ${nodePort} is that of Service "${holder.metadata.name}" already`;
        report(["spec", "ports", index, "nodePort"], message, { related });
      }
    },
  },
};
