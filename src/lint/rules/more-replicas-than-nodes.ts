import type { KubeObject } from "../../api/object.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { domainsOf, isOpenTo, nodesThatFit } from "../facts/nodes.ts";
import { onePerNode } from "../facts/one-per-node.ts";
import { mostReplicasOf } from "../facts/ordinals.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const NODES = (...names: readonly string[]): string =>
  documents(...names.map((name) => exampleObject("v1", "Node", { name })));
const SET = exampleSet({ container: "ports:\n  - containerPort: 5432\n    hostPort: 5432" });

const check: Check<KubeObject> = (object, project, report) => {
  const all = project.list("Node");
  const workload = workloadIn(object);
  if (all.length === 0 || workload === undefined) return;
  const exclusion = onePerNode(object);
  if (exclusion === undefined) return;
  const { spec } = workload;
  const nodes = nodesThatFit(spec, all).filter((node) => isOpenTo(spec, node));
  const count = mostReplicasOf(project, object);
  const domains = domainsOf(exclusion.topologyKey, nodes);
  // That no node at all is left is told of what the pods require.
  if (domains === undefined || domains === 0 || count <= domains) return;
  const [one, several] = exclusion.topologyKey.endsWith("/zone") ? ["in a zone", "zones"] : ["on a node", "nodes"];
  const left = nodes.length < all.length ? ` that the pods may be on, of ${all.length} nodes` : "";
  report(exclusion.path, `${exclusion.because} allows one pod ${one}: ${count} replicas, ${domains} ${several}${left}`);
};

export const moreReplicasThanNodes: Rule = {
  id: "more-replicas-than-nodes",
  code: "STS426",
  severity: "warning",
  summary: "Where pods need nodes of their own there are as many nodes as replicas.",
  why: "The last pods stay Pending with FailedScheduling, and a rollout stops at the first of them.",
  fix: "lower replicas, add nodes, or make the rule a preference",
  source:
    "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity",
  passes: () => [documents(NODES("a", "b", "c"), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(NODES("a", "b"), exampleService(), SET),
      findings: [{ path: "spec.template.spec.containers[0].ports[0].hostPort", at: "43:25" }],
    },
  ],
  checks: { StatefulSet: check, Deployment: check, ReplicaSet: check },
};
