import { namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import type { FieldPath } from "../../base/field-path.ts";
import type { NetworkPolicy, PolicyPeer } from "../facts/checked-kinds.ts";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";
import { nameOf, printLabels, workloadsMatching } from "../facts/selection.ts";
import type { Workload } from "../facts/workload.ts";

interface PlacedPeer {
  readonly peer: PolicyPeer;
  readonly path: FieldPath;
}

function placed(peers: readonly PolicyPeer[], path: FieldPath): readonly PlacedPeer[] {
  return peers.map((peer, index) => ({ peer, path: [...path, index, "podSelector"] }));
}

/** The pods of its own namespace that a policy lets through. */
function peersOf({ spec: { ingress = [], egress = [] } }: NetworkPolicy): readonly PlacedPeer[] {
  const all = [
    ...ingress.flatMap(({ from = [] }, index) => placed(from, ["spec", "ingress", index, "from"])),
    ...egress.flatMap(({ to = [] }, index) => placed(to, ["spec", "egress", index, "to"])),
  ];
  return all.filter(({ peer }) => peer.podSelector !== undefined && peer.namespaceSelector === undefined);
}

function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, "");
}

/** Whether one was written for the other; `web-2` is none of `web-1`. */
function isSlip(value: string, own: string): boolean {
  return suggest(value, [own]) !== undefined && withoutNumbers(value) !== withoutNumbers(own);
}

/** A workload that is meant by its looks: nearly the same value, or the same under another key. */
function nearTo(wanted: Readonly<Record<string, string>>, workloads: readonly Workload[]): Workload | undefined {
  const [pair, ...more] = Object.entries(wanted);
  if (pair === undefined || more.length > 0) return undefined;
  const [key, value] = pair;
  return workloads.find(({ labels }) => {
    const own = labels[key];
    return own === undefined ? Object.values(labels).includes(value) : isSlip(value, own);
  });
}

function meantBy({ peer: { podSelector } }: PlacedPeer, namespace: string, project: Project): Workload | undefined {
  const { matchLabels = {}, matchExpressions = [] } = podSelector ?? {};
  if (matchExpressions.length > 0 || workloadsMatching(project, namespace, podSelector).length > 0) return undefined;
  return nearTo(matchLabels, project.workloads(namespace));
}

const POLICY = (app: string): string =>
  exampleObject("networking.k8s.io/v1", "NetworkPolicy", {
    body: `spec:\n  podSelector:\n    matchLabels:\n      app: db\n  ingress:\n    - from:\n        - podSelector:\n            matchLabels:\n              app: ${app}`,
  });
const REST = documents(exampleService(), exampleSet(), exampleDeployment({ selector: "app: checkout" }));

export const networkPolicyPeerUnknown: Rule = {
  id: "network-policy-peer-unknown",
  code: "STS139",
  severity: "warning",
  summary: "A network policy lets through pods that carry the labels it names.",
  why: "The pods that are meant do not carry the label: what they send is dropped, and connections time out.",
  fix: "name labels of the pod template",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors",
  passes: () => [documents(POLICY("checkout"), REST), documents(POLICY("elsewhere"), REST)],
  fails: () => [
    {
      manifest: documents(POLICY("chekcout"), REST),
      findings: [{ path: "spec.ingress[0].from[0].podSelector", at: "12:13" }],
    },
  ],
  checks: {
    "NetworkPolicy.networking.k8s.io"(policy, project, report) {
      if (!project.isComplete("StatefulSet", "Deployment", "DaemonSet", "ReplicaSet", "Pod")) return;
      const namespace = namespaceOf(policy);
      for (const one of peersOf(policy)) {
        const meant = meantBy(one, namespace, project);
        if (meant === undefined) continue;
        const wanted = printLabels(one.peer.podSelector?.matchLabels);
        const related = [{ object: meant.object, path: [...meant.path, "metadata", "labels"], message: "its labels" }];
        const message = `no pod of namespace ${namespace} carries ${wanted}, those of ${nameOf(meant)} carry ${printLabels(meant.labels)}`;
        report(one.path, message, { related });
      }
    },
  },
};
