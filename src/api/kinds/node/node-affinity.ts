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

/** What is to become of labels of a node: `null`, the label has to go. */
export type LabelChanges = Readonly<Record<string, string | null>>;

/** A value under which a requirement holds; undefined where none is known. */
function fitting({ operator, values = [] }: Requirement): string | null | undefined {
  const number = Number.parseInt(values[0] ?? "", 10);
  switch (operator) {
    case "In":
      return values[0];
    case "Exists":
      return "true";
    case "NotIn":
    case "DoesNotExist":
      return null;
    case "Gt":
      return Number.isNaN(number) ? undefined : String(number + 1);
    case "Lt":
      return Number.isNaN(number) ? undefined : String(number - 1);
    default:
      return undefined;
  }
}

function labelled(node: Node, changes: LabelChanges): Node {
  const kept = Object.entries({ ...node.metadata.labels, ...changes }).filter(([, value]) => value !== null);
  return { ...node, metadata: { ...node.metadata, labels: Object.fromEntries(kept) as Record<string, string> } };
}

/** The changes after which a node fits a term, on top of those that are needed anyway. */
function changesForTerm(term: NodeSelectorTerm, node: Node, needed: LabelChanges): LabelChanges | undefined {
  const changes: Record<string, string | null> = { ...needed };
  for (const requirement of term.matchExpressions ?? []) {
    const { key } = requirement;
    if (holds(requirement, labelled(node, changes).metadata.labels?.[key])) continue;
    const value = fitting(requirement);
    if (value === undefined || Object.hasOwn(changes, key)) return undefined;
    changes[key] = value;
  }
  return termMatches(term, labelled(node, changes)) ? changes : undefined;
}

/**
 * The labels with which a node fits a pod's nodeSelector and one of the terms of each list; undefined where labels are
 * not enough.
 */
export function labelsToFit(
  nodeSelector: Readonly<Record<string, string>>,
  lists: readonly (readonly NodeSelectorTerm[])[],
  node: Node,
): LabelChanges | undefined {
  let changes: LabelChanges = nodeSelector;
  for (const terms of lists) {
    const needed = changes;
    const fit = terms.map((term) => changesForTerm(term, node, needed)).find((one) => one !== undefined);
    if (fit === undefined) return undefined;
    changes = fit;
  }
  const isMissing = ([key, value]: readonly [string, string | null]): boolean =>
    (node.metadata.labels?.[key] ?? null) !== value;
  return Object.fromEntries(Object.entries(changes).filter(isMissing));
}

/** Whether a node has what the pod's nodeSelector and required node affinity ask for. */
export function fitsNodeAffinity(pod: Pick<Pod, "spec">, node: Node): boolean {
  const { nodeSelector = {}, affinity } = pod.spec;
  for (const key in nodeSelector) if (node.metadata.labels?.[key] !== nodeSelector[key]) return false;
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || fitsTerms(required.nodeSelectorTerms, node);
}
