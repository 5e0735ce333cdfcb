import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { onePerNode } from "../one-per-node.ts";
import { ordinalsOf } from "../ordinals.ts";
import type { Rule } from "../rule.ts";

const NODES = (...names: readonly string[]): string =>
  documents(...names.map((name) => exampleObject("v1", "Node", { name })));
const SET = exampleSet({ container: "ports:\n  - containerPort: 5432\n    hostPort: 5432" });

export const moreReplicasThanNodes: Rule = {
  id: "more-replicas-than-nodes",
  code: "STS426",
  severity: "warning",
  summary: "Where pods need nodes of their own there are as many nodes as replicas.",
  why: "The last pods stay Pending with FailedScheduling, and a rollout stops at the first of them.",
  fix: "lower replicas, add nodes, or make the rule a preference",
  source:
    "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity",
  passes: [documents(NODES("a", "b", "c"), exampleService(), SET)],
  fails: [
    {
      manifest: documents(NODES("a", "b"), exampleService(), SET),
      findings: [{ path: "spec.template.spec.containers[0].ports[0].hostPort", at: "43:25" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const nodes = project.list("Node").length;
      const { count } = ordinalsOf(project, set);
      if (nodes === 0 || count <= nodes) return;
      const exclusion = onePerNode(set);
      if (exclusion === undefined) return;
      const message = `${exclusion.because} allows one pod on a node: ${count} replicas, ${nodes} nodes`;
      report(exclusion.path, message);
    },
  },
};
