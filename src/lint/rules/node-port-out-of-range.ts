import { exampleService } from "../example.ts";
import type { Rule } from "../rule.ts";

/** Where `--service-node-port-range` says nothing else. */
const RANGE = { first: 30_000, last: 32_767 };
const AT = (nodePort: number): string =>
  exampleService({ spec: `type: NodePort\nselector:\n  app: db\nports:\n  - port: 5432\n    nodePort: ${nodePort}` });

export const nodePortOutOfRange: Rule = {
  id: "node-port-out-of-range",
  code: "STS136",
  severity: "warning",
  summary: "A node port is one of those that servers give away.",
  why: "The API server refuses the Service, unless its range was changed; a dry run does not tell.",
  fix: "take nodePort out and have one chosen, or write one from 30000 to 32767",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport",
  passes: () => [AT(30432)],
  fails: () => [{ manifest: AT(5432), findings: [{ path: "spec.ports[0].nodePort", at: "11:17" }] }],
  checks: {
    Service(service, _project, report) {
      for (const [index, { nodePort = 0 }] of (service.spec.ports ?? []).entries()) {
        if (nodePort === 0 || (nodePort >= RANGE.first && nodePort <= RANGE.last)) continue;
        const message = `node port ${nodePort} is not between ${RANGE.first} and ${RANGE.last}`;
        report(["spec", "ports", index, "nodePort"], message);
      }
    },
  },
};
