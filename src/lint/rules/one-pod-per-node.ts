import { documents, exampleService, exampleSet } from "../example.ts";
import { onePerNode } from "../facts/one-per-node.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const SET = (replicas: number): string =>
  exampleSet({
    head: `serviceName: db\nreplicas: ${replicas}`,
    container: "ports:\n  - containerPort: 5432\n    hostPort: 5432",
  });

export const onePodPerNode: Rule = {
  id: "one-pod-per-node",
  code: "STS427",
  severity: "info",
  summary: "It is known how many nodes a set needs.",
  why: "With fewer nodes than replicas the last pods stay Pending, also while one node is drained.",
  fix: "make sure that there are more nodes than replicas",
  source:
    "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity",
  passes: () => [documents(exampleService(), SET(1))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(3)),
      findings: [{ path: "spec.template.spec.containers[0].ports[0].hostPort", at: "33:25" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { count } = ordinalsOf(project, set);
      if (project.list("Node").length > 0 || count < 2) return;
      const exclusion = onePerNode(set);
      if (exclusion === undefined) return;
      const [one, several] = exclusion.topologyKey.endsWith("/zone") ? ["in a zone", "zones"] : ["on a node", "nodes"];
      report(exclusion.path, `${exclusion.because} allows one pod ${one}: at least ${count} ${several} are needed`);
    },
  },
};
