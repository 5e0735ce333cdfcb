import { type KubeObject, namespaceOf } from "../../api/object.ts";
import type { EgressRule, NetworkPolicy } from "../facts/checked-kinds.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";
import { workloadsMatching } from "../facts/selection.ts";

const DNS = 53;
const POLICY = (egress: string): string =>
  exampleObject("networking.k8s.io/v1", "NetworkPolicy", {
    body: `spec:\n  podSelector:\n    matchLabels:\n      app: db\n  policyTypes:\n    - Egress\n  egress:\n${egress}`,
  });
const PEERS = "    - to:\n        - podSelector:\n            matchLabels:\n              app: db";
const OPEN = "    - ports:\n        - port: 53\n          protocol: UDP";

function hasEgress({ spec: { policyTypes = [], egress } }: NetworkPolicy): boolean {
  return policyTypes.length === 0 ? egress !== undefined : policyTypes.includes("Egress");
}

/** Whether a rule lets pods reach the name servers; named ports are taken for theirs. */
function allowsDns({ to = [], ports = [] }: EgressRule, namespace: string): boolean {
  const reaches =
    to.length === 0 ||
    to.some(({ namespaceSelector, ipBlock }) => {
      return namespaceSelector !== undefined || ipBlock !== undefined || namespace === "kube-system";
    });
  const passes =
    ports.length === 0 ||
    ports.some(({ port = DNS, endPort }) => {
      return typeof port === "string" ? /dns/i.test(port) : port === DNS || (port < DNS && (endPort ?? port) >= DNS);
    });
  return reaches && passes;
}

/** The first of the policies on each workload's way out, unless one of them lets it ask for names. */
function silenced(project: Project): ReadonlyMap<KubeObject, NetworkPolicy> {
  const first = new Map<KubeObject, NetworkPolicy>();
  const open = new Set<KubeObject>();
  for (const policy of project.list("NetworkPolicy.networking.k8s.io").filter(hasEgress)) {
    const namespace = namespaceOf(policy);
    const allows = (policy.spec.egress ?? []).some((rule) => allowsDns(rule, namespace));
    for (const { object } of workloadsMatching(project, namespace, policy.spec.podSelector ?? {})) {
      if (allows) open.add(object);
      if (!first.has(object)) first.set(object, policy);
    }
  }
  for (const object of open) first.delete(object);
  return first;
}

export const networkPolicyBlocksDns: Rule = {
  id: "network-policy-blocks-dns",
  code: "STS133",
  severity: "warning",
  summary: "Network policies let the pods of a set ask the DNS of the cluster.",
  why: "What no policy allows on the way out is dropped: every lookup times out, and no peer is ever found.",
  fix: "allow egress to port 53, by UDP and TCP, in the namespace kube-system",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic",
  passes: () => [
    documents(exampleService(), exampleSet(), POLICY(`${PEERS}\n${OPEN}`)),
    documents(exampleService(), exampleSet(), POLICY("    - {}")),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet(), POLICY(PEERS)),
      findings: [{ path: "metadata.name", at: "16:9" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { serviceName = "", template, ordinals } = set.spec;
      if (serviceName === "" || template.spec.hostNetwork === true) return;
      const policy = project.index(silenced).get(set);
      if (policy === undefined || !project.isComplete("NetworkPolicy.networking.k8s.io")) return;
      const { name } = set.metadata;
      const peer = `${name}-${ordinals?.start ?? 0}.${serviceName}`;
      const message = `NetworkPolicy ${policy.metadata.name} lets no lookup out of the pods of ${name}: asking for ${peer} times out`;
      const related = [{ object: policy, path: ["spec", "egress"], message: "port 53 is not among these" }];
      report(["metadata", "name"], message, { related });
    },
  },
};
