import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import type { NetworkPolicy, PolicyPeer, PolicyPort } from "../facts/checked-kinds.ts";
import { runningContainersOf, templateOf } from "../facts/containers.ts";
import type { HostName } from "../facts/dns-names.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import { peersOf } from "../facts/peers.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

type Direction = "Ingress" | "Egress";

/** Whether a policy decides about one direction. Without `policyTypes` each decides about what comes in. */
function decides({ spec: { policyTypes = [], egress } }: NetworkPolicy, direction: Direction): boolean {
  if (policyTypes.length > 0) return policyTypes.includes(direction);
  return direction === "Ingress" || egress !== undefined;
}

/** What a rule of a policy lets through: other ends and ports; an empty list is all of them. */
interface Opening {
  readonly ends: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
}

function openingsOf({ spec }: NetworkPolicy, direction: Direction): readonly Opening[] {
  return direction === "Ingress"
    ? (spec.ingress ?? []).map(({ from = [], ports = [] }) => ({ ends: from, ports }))
    : (spec.egress ?? []).map(({ to = [], ports = [] }) => ({ ends: to, ports }));
}

/** Whether one of these ports of a policy is a port of the pods; of an unknown one all may be. */
function hasPort(ports: readonly PolicyPort[], wanted: number | undefined, set: StatefulSet): boolean {
  if (ports.length === 0 || wanted === undefined) return true;
  const declared = runningContainersOf(templateOf(set)).flatMap(({ container }) => container.ports ?? []);
  return ports.some(({ port, endPort, protocol = "TCP" }) => {
    if (protocol !== "TCP" || port === undefined) return protocol === "TCP";
    if (typeof port === "number") return port <= wanted && wanted <= (endPort ?? port);
    return declared.some(({ name, containerPort }) => name === port && containerPort === wanted);
  });
}

/** Whether the pods of a set may be meant; what namespaces are labelled with is not known. */
function mayBe(
  { podSelector, namespaceSelector, ipBlock }: PolicyPeer,
  labels: Readonly<Record<string, string>>,
): boolean {
  if (ipBlock !== undefined) return true;
  return podSelector === undefined ? namespaceSelector !== undefined : selects(podSelector, labels);
}

/** A policy that keeps the pods of a set from each other, and the port that none of the others lets through, if it is that. */
interface Parting {
  readonly policy: NetworkPolicy;
  readonly port?: number;
}

function parting(
  set: StatefulSet,
  direction: Direction,
  peers: readonly HostName[],
  project: Project,
): Parting | undefined {
  const labels = set.spec.template.metadata?.labels ?? {};
  const policies = project
    .list("NetworkPolicy.networking.k8s.io", namespaceOf(set))
    .filter((policy) => decides(policy, direction) && selects(policy.spec.podSelector ?? {}, labels));
  const [policy] = policies;
  if (policy === undefined) return undefined;
  const open = policies
    .flatMap((one) => openingsOf(one, direction))
    .filter(({ ends }) => ends.length === 0 || ends.some((end) => mayBe(end, labels)));
  if (open.length === 0) return { policy };
  const closed = peers.find((peer) => !open.some(({ ports }) => hasPort(ports, peer.port, set)));
  return closed?.port === undefined ? undefined : { policy, port: closed.port };
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
      if (!project.isComplete("NetworkPolicy.networking.k8s.io")) return;
      const peers = peersOf(set, project);
      if (peers.length === 0) return;
      const { name } = set.metadata;
      for (const direction of ["Ingress", "Egress"] as const) {
        const found = parting(set, direction, peers, project);
        if (found === undefined) continue;
        const { policy, port } = found;
        const [way, field] = direction === "Ingress" ? ["into", "ingress"] : ["out of", "egress"];
        const related = [{ object: policy, path: ["spec", field], message: "they are not among these" }];
        const what = port === undefined ? "no peer" : `no peer at port ${port}`;
        const message = `NetworkPolicy ${policy.metadata.name} lets ${what} ${way} the pods of ${name}, which name each other`;
        report(["metadata", "name"], message, { related });
        return;
      }
    },
  },
};
