import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import type { NetworkPolicy, PolicyPeer } from "../checked-kinds.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { ordinalsOf } from "../ordinals.ts";
import { knowsPeers } from "../peers.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

type Direction = "Ingress" | "Egress";

/** Whether a policy decides about one direction. Without `policyTypes` each decides about what comes in. */
function decides({ spec: { policyTypes = [], egress } }: NetworkPolicy, direction: Direction): boolean {
  if (policyTypes.length > 0) return policyTypes.includes(direction);
  return direction === "Ingress" || egress !== undefined;
}

/** The other ends that each rule of a policy lets through; an empty list is everybody. */
function endsOf({ spec }: NetworkPolicy, direction: Direction): readonly (readonly PolicyPeer[])[] {
  return direction === "Ingress"
    ? (spec.ingress ?? []).map(({ from = [] }) => from)
    : (spec.egress ?? []).map(({ to = [] }) => to);
}

/** Whether the pods of a set may be meant; what namespaces are labelled with is not known. */
function mayBe(
  { podSelector, namespaceSelector, ipBlock }: PolicyPeer,
  labels: Readonly<Record<string, string>>,
): boolean {
  if (ipBlock !== undefined) return true;
  return podSelector === undefined ? namespaceSelector !== undefined : selects(podSelector, labels);
}

/** A policy that keeps the pods of a set from each other, where none of the others lets them through. */
function parting(set: StatefulSet, direction: Direction, project: Project): NetworkPolicy | undefined {
  const labels = set.spec.template.metadata?.labels ?? {};
  const policies = project
    .list("NetworkPolicy.networking.k8s.io", namespaceOf(set))
    .filter((policy) => decides(policy, direction) && selects(policy.spec.podSelector ?? {}, labels));
  const rules = policies.flatMap((policy) => endsOf(policy, direction));
  const isOpen = rules.some((ends) => ends.length === 0 || ends.some((end) => mayBe(end, labels)));
  return isOpen ? undefined : policies[0];
}

const POLICY = (app: string): string =>
  exampleObject("networking.k8s.io/v1", "NetworkPolicy", {
    body: `spec:\n  podSelector:\n    matchLabels:\n      app: db\n  ingress:\n    - from:\n        - podSelector:\n            matchLabels:\n              app: ${app}`,
  });
const SET = exampleSet({ container: "args:\n  - --join=db-0.db,db-1.db,db-2.db" });

export const networkPolicyPartsPeers: Rule = {
  id: "network-policy-parts-peers",
  code: "STS135",
  severity: "warning",
  summary: "Network policies let pods of a set that name each other reach each other.",
  why: "What no policy allows is dropped, between pods of one set as well: the members never form a group.",
  fix: "allow the pods' own labels, in both directions where both are restricted",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies",
  passes: () => [documents(POLICY("db"), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(POLICY("app"), exampleService(), SET),
      findings: [{ path: "metadata.name", at: "30:9" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      if (project.list("NetworkPolicy.networking.k8s.io").length === 0) return;
      if (set.spec.template.spec.hostNetwork === true || ordinalsOf(project, set).count < 2) return;
      if (!project.isComplete("NetworkPolicy.networking.k8s.io") || !knowsPeers(set, project)) return;
      const { name } = set.metadata;
      for (const direction of ["Ingress", "Egress"] as const) {
        const policy = parting(set, direction, project);
        if (policy === undefined) continue;
        const [way, field] = direction === "Ingress" ? ["into", "ingress"] : ["out of", "egress"];
        const related = [{ object: policy, path: ["spec", field], message: "they are not among these" }];
        const message = `NetworkPolicy ${policy.metadata.name} lets no peer ${way} the pods of ${name}, which name each other`;
        report(["metadata", "name"], message, { related });
        return;
      }
    },
  },
};
