import { namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import type { FieldPath } from "../../base/field-path.ts";
import type { NetworkPolicy, PolicyPort } from "../facts/checked-kinds.ts";
import { portsOf } from "../facts/containers.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Report, Rule } from "../rule.ts";
import { nameOf, workloadsMatching } from "../facts/selection.ts";
import type { Workload } from "../facts/workload.ts";

interface Targets {
  readonly path: FieldPath;
  readonly ports: readonly PolicyPort[];
  /** The pods whose ports are meant. */
  readonly workloads: readonly Workload[];
}

/** Where a policy names ports, and those of whom: of what it selects on the way in, of its peers on the way out. */
function targetsOf(policy: NetworkPolicy, project: Project): readonly Targets[] {
  const { podSelector = {}, ingress = [], egress = [] } = policy.spec;
  const namespace = namespaceOf(policy);
  const own = workloadsMatching(project, namespace, podSelector);
  return [
    ...ingress.map(({ ports = [] }, index) => ({ path: ["spec", "ingress", index, "ports"], ports, workloads: own })),
    ...egress.map(({ ports = [], to = [] }, index) => {
      const isHere = to.every(({ podSelector: one, namespaceSelector, ipBlock }) => {
        return one !== undefined && namespaceSelector === undefined && ipBlock === undefined;
      });
      const workloads = isHere ? to.flatMap((peer) => workloadsMatching(project, namespace, peer.podSelector)) : [];
      return { path: ["spec", "egress", index, "ports"], ports, workloads };
    }),
  ];
}

function look({ path, ports, workloads }: Targets, project: Project, report: Report): void {
  const declared = portsOf(project, workloads);
  for (const [index, { port, protocol = "TCP" }] of ports.entries()) {
    if (typeof port !== "string") continue;
    if (declared.some((one) => one.name === port && (one.protocol ?? "TCP") === protocol)) continue;
    const names = [...new Set(declared.flatMap(({ name }) => name ?? []))];
    const meant = suggest(port, names);
    const who = workloads.slice(0, 2).map(nameOf).join(" and ");
    const same = declared.find(({ name }) => name === port);
    const has = names.length === 0 ? "no container names a port" : `only ${names.join(", ")}`;
    const message =
      same === undefined
        ? `no container of ${who} has a port named "${port}", ${has}`
        : `port "${port}" of ${who} is ${same.protocol ?? "TCP"}, not ${protocol}`;
    report([...path, index, "port"], message, meant === undefined ? {} : { fix: `write ${meant}` });
  }
}

const POLICY = (port: string): string =>
  exampleObject("networking.k8s.io/v1", "NetworkPolicy", {
    body: `spec:\n  podSelector:\n    matchLabels:\n      app: db\n  ingress:\n    - ports:\n        - port: ${port}`,
  });
const SET = exampleSet({ container: "ports:\n  - name: sql\n    containerPort: 5432" });

export const networkPolicyPortUnknown: Rule = {
  id: "network-policy-port-unknown",
  code: "STS138",
  severity: "warning",
  summary: "A port that a network policy names is one of the pods that it leads to.",
  why: "A name that no container has stands for no port: what the rule is to let through is dropped.",
  fix: "write the name of a container port, or its number",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/",
  passes: () => [documents(POLICY("sql"), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(POLICY("sqls"), exampleService(), SET),
      findings: [{ path: "spec.ingress[0].ports[0].port", at: "11:17" }],
    },
  ],
  checks: {
    "NetworkPolicy.networking.k8s.io"(policy, project, report) {
      if (!project.isComplete("StatefulSet", "Deployment", "DaemonSet", "ReplicaSet", "Pod")) return;
      for (const targets of targetsOf(policy, project)) {
        if (targets.workloads.length > 0) look(targets, project, report);
      }
    },
  },
};
