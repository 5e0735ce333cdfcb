import { exampleService } from "../example.ts";
import type { Rule } from "../rule.ts";

const PORTS = (second: number): string =>
  exampleService({
    spec: `selector:\n  app: db\nports:\n  - name: tcp\n    port: 53\n  - name: udp\n    port: ${second}\n    protocol: UDP`,
  });

export const servicePortOfTwoProtocols: Rule = {
  id: "service-port-of-two-protocols",
  code: "STS113",
  severity: "info",
  summary: "Port numbers of a Service differ, or the Service is applied on the server side.",
  why:
    "Client-side apply tells ports apart by number alone: a later change of the second one is lost, and taking one out " +
    "spoils the other.",
  fix: "use kubectl apply --server-side for this Service",
  source: "staging/src/k8s.io/api/core/v1/types.go, ServiceSpec.Ports: patchMergeKey=port",
  looksFor: ["protocol"],
  passes: () => [PORTS(5353)],
  fails: () => [{ manifest: PORTS(53), findings: [{ path: "spec.ports[1].port", at: "12:13" }] }],
  checks: {
    Service(service, _project, report) {
      const seen = new Map<number, string>();
      for (const [index, { port, protocol = "TCP" }] of (service.spec.ports ?? []).entries()) {
        const first = seen.get(port);
        seen.set(port, first ?? protocol);
        if (first === undefined) continue;
        report(["spec", "ports", index, "port"], `port ${port} is there for ${first} and for ${protocol}`);
      }
    },
  },
};
