import type { Service } from "../../api/kinds/service/types.ts";
import { documents, exampleService } from "../example.ts";
import type { FieldPath } from "../../base/field-path.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

const AT = (name: string, port: number): string =>
  exampleService({ name, spec: `type: NodePort\nselector:\n  app: db\nports:\n  - port: 5432\n    nodePort: ${port}` });

interface WantedPort {
  readonly nodePort: number;
  readonly path: FieldPath;
}

/** The node ports that a Service asks for, that of its health checks among them. */
function wantedBy({ spec }: Service): readonly WantedPort[] {
  const ports = (spec.ports ?? []).map(({ nodePort = 0 }, index): WantedPort => {
    return { nodePort, path: ["spec", "ports", index, "nodePort"] };
  });
  const health = { nodePort: spec.healthCheckNodePort ?? 0, path: ["spec", "healthCheckNodePort"] };
  return [...ports, health].filter((one) => one.nodePort !== 0);
}

/** The first Service that asks for each node port, whatever the protocol. */
function holders(project: Project): ReadonlyMap<number, Service> {
  const first = new Map<number, Service>();
  for (const service of project.list("Service")) {
    for (const { nodePort } of wantedBy(service)) if (!first.has(nodePort)) first.set(nodePort, service);
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
  passes: () => [documents(AT("one", 31000), AT("two", 31001))],
  fails: () => [
    {
      manifest: documents(AT("one", 31000), AT("two", 31000)),
      findings: [{ path: "spec.ports[0].nodePort", at: "23:17" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      for (const { nodePort, path } of wantedBy(service)) {
        const holder = project.index(holders).get(nodePort);
        if (holder === undefined || holder === service) continue;
        const related = [{ object: holder, path: ["spec", "ports"], message: "it is asked for here" }];
        const message = `node port ${nodePort} is that of Service "${holder.metadata.name}" already`;
        report(path, message, { related });
      }
    },
  },
};
