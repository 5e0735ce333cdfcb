import { isMoreThan } from "../../api/kinds/node/room.ts";
import { podRequests } from "../../api/kinds/pod/requests.ts";
import type { KubeObject } from "../../api/object.ts";
import { printQuantity } from "../../api/quantity.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { isOpenTo, nodesThatFit } from "../facts/nodes.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

/** Where a resource is requested first: by a request, or by a limit that is one too. */
function placeOf(resource: string, workload: Workload): FieldPath {
  for (const { container, path } of containersOf(workload)) {
    for (const list of ["requests", "limits"] as const) {
      if (container.resources?.[list]?.[resource] !== undefined) return [...path, "resources", list, resource];
    }
  }
  return [...workload.path, "spec"];
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  const all = project.list("Node");
  if (workload === undefined || all.length === 0 || !project.isComplete("Node")) return;
  const nodes = nodesThatFit(workload.spec, all).filter((node) => isOpenTo(workload.spec, node));
  const requests = [...podRequests(workload.spec)];
  const isTooSmall = nodes.every((node) => requests.some(([name, amount]) => isMoreThan(node, name, amount)));
  // That no node may be used at all is told of what the pods require.
  if (nodes.length === 0 || !isTooSmall) return;
  for (const [name, amount] of requests) {
    const small = nodes.filter((node) => isMoreThan(node, name, amount)).length;
    if (small === 0) continue;
    const which =
      small === nodes.length ? `none of the ${small} nodes has` : `${small} of the ${nodes.length} nodes do not have`;
    report(placeOf(name, workload), `a pod requests ${printQuantity(amount)} of ${name}, which ${which}`);
  }
};

const NODE = exampleObject("v1", "Node", {
  name: "a",
  body: "status:\n  allocatable:\n    cpu: 4\n    memory: 16Gi",
});
const SET = (memory: string): string => exampleSet({ container: `resources:\n  requests:\n    memory: ${memory}` });

export const requestsExceedNodes: Rule = {
  id: "requests-exceed-nodes",
  code: "STS437",
  severity: "warning",
  summary: "Some of the given nodes can hold a pod.",
  why: "The pods stay Pending with Insufficient cpu or memory, however empty the nodes are.",
  fix: "lower the requests, or add larger nodes",
  source:
    "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-requests-are-scheduled",
  passes: () => [documents(NODE, exampleService(), SET("8Gi"))],
  fails: () => [
    {
      manifest: documents(NODE, exampleService(), SET("32Gi")),
      findings: [{ path: "spec.template.spec.containers[0].resources.requests.memory", at: "42:23" }],
    },
  ],
  checks: ofWorkloads(check),
};
