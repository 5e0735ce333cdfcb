import { scaledValue } from "../../api/int-or-percent.ts";
import type { Deployment } from "../../api/kinds/deployment/types.ts";
import { documents, exampleDeployment, exampleObject } from "../example.ts";
import { domainsOf, isOpenTo, nodesThatFit } from "../facts/nodes.ts";
import { onePerNode } from "../facts/one-per-node.ts";
import { mostReplicasOf } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

const HOSTNAME = "kubernetes.io/hostname";

/** Whether no pod goes before a new one is ready. */
function keepsAll({ spec: { strategy, replicas = 1 } }: Deployment): boolean {
  const { maxUnavailable = "25%" } = strategy?.rollingUpdate ?? {};
  return strategy?.type !== "Recreate" && scaledValue(maxUnavailable, replicas, "down") === 0;
}

/** How many places there are for pods of which each needs its own; undefined where it is not known. */
function placesFor({ spec: { template } }: Deployment, topologyKey: string, project: Project): number | undefined {
  const { nodeName, nodeSelector } = template.spec;
  if ((nodeName ?? nodeSelector?.[HOSTNAME]) !== undefined) return 1;
  const all = project.list("Node");
  if (all.length === 0) return undefined;
  return domainsOf(
    topologyKey,
    nodesThatFit(template.spec, all).filter((node) => isOpenTo(template.spec, node)),
  );
}

const NODES = documents(exampleObject("v1", "Node", { name: "a" }), exampleObject("v1", "Node", { name: "b" }));
const APP = (strategy: string): string =>
  exampleDeployment({ spec: strategy, container: "ports:\n  - containerPort: 80\n    hostPort: 80" });

export const updateNeedsFreeNode: Rule = {
  id: "update-needs-free-node",
  code: "STS514",
  severity: "warning",
  summary: "A Deployment whose pods need nodes of their own can be updated on the nodes that there are.",
  why:
    "The new pod finds no node while all old ones run, and none of these goes before it is ready: every rollout hangs " +
    "with FailedScheduling.",
  fix: "set strategy.rollingUpdate to maxSurge: 0 and maxUnavailable: 1, or use Recreate",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment",
  passes: () => [
    documents(NODES, APP("strategy:\n  rollingUpdate:\n    maxSurge: 0\n    maxUnavailable: 1")),
    documents(NODES, APP("strategy:\n  type: Recreate")),
  ],
  fails: () => [
    {
      manifest: documents(NODES, APP("")),
      findings: [{ path: "spec.template.spec.containers[0].ports[0].hostPort", at: "30:25" }],
    },
  ],
  checks: {
    Deployment(deployment, project, report) {
      const exclusion = onePerNode(deployment);
      if (exclusion === undefined || !keepsAll(deployment)) return;
      const places = placesFor(deployment, exclusion.topologyKey, project);
      const replicas = mostReplicasOf(project, deployment);
      // That there are too few for the replicas themselves is told of them.
      if (places === undefined || replicas === 0 || places !== replicas) return;
      const where = places === 1 ? "there is one place" : `there are ${places} places`;
      report(exclusion.path, `${exclusion.because} keeps pods apart, ${where} for ${replicas} and a new one`);
    },
  },
};
