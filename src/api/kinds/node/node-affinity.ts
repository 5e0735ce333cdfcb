import type { Node } from "./types.ts";
import type { NodeSelectorTerm, Pod } from "../pod/types.ts";

type Requirement = NonNullable<NodeSelectorTerm["matchExpressions"]>[number];

/** @see staging/src/k8s.io/apimachinery/pkg/labels/selector.go, `Requirement.Matches` (1.36) */
function holds({ operator, values = [] }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return value !== undefined && Number.parseInt(value, 10) > Number.parseInt(values[0] ?? "", 10);
    case "Lt":
      return value !== undefined && Number.parseInt(value, 10) < Number.parseInt(values[0] ?? "", 10);
    default:
      return false;
  }
}

function termMatches(term: NodeSelectorTerm, node: Node): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  return (
    matchExpressions.every((requirement) => holds(requirement, node.metadata.labels?.[requirement.key])) &&
    matchFields.every((requirement) => requirement.key === "metadata.name" && holds(requirement, node.metadata.name))
  );
}

/**
 * Whether a node fits any of the terms. No term fits nothing, nor does an empty one.
 * @see staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go, `NodeSelector.Match` (1.36)
 */
export function fitsTerms(terms: readonly NodeSelectorTerm[], node: Node): boolean {
  return terms.some((term) => termMatches(term, node));
}

/** Whether a node has what the pod's nodeSelector and required node affinity ask for. */
export function fitsNodeAffinity(pod: Pick<Pod, "spec">, node: Node): boolean {
  const { nodeSelector = {}, affinity } = pod.spec;
  for (const key in nodeSelector) if (node.metadata.labels?.[key] !== nodeSelector[key]) return false;
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || fitsTerms(required.nodeSelectorTerms, node);
}
