import { mapped, replaced, rewritten } from "../../defaulting.ts";
import type { LabelSelector, LabelSelectorRequirement } from "../../selector.ts";
import type { PodAffinity, PodAffinityTerm, PodSpec, TopologySpreadConstraint } from "./types.ts";

type Labels = Readonly<Record<string, string>>;

/** What an affinity term and a spread constraint have in common; constraints have no keys that must not match. */
interface WithKeys {
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: readonly string[];
  readonly mismatchLabelKeys?: readonly string[];
}

function requirements(
  keys: readonly string[] | undefined,
  operator: "In" | "NotIn",
  labels: Labels,
): readonly LabelSelectorRequirement[] {
  return (keys ?? []).flatMap((key) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
}

function withKeys<T extends WithKeys>(term: T, labels: Labels): T {
  const { labelSelector, matchLabelKeys, mismatchLabelKeys } = term;
  if (labelSelector === undefined || (matchLabelKeys ?? mismatchLabelKeys) === undefined) return term;
  const added = [...requirements(matchLabelKeys, "In", labels), ...requirements(mismatchLabelKeys, "NotIn", labels)];
  if (added.length === 0) return term;
  const matchExpressions = [...(labelSelector.matchExpressions ?? []), ...added];
  return { ...term, labelSelector: { ...labelSelector, matchExpressions } };
}

function affinityWithKeys(affinity: PodAffinity, labels: Labels): PodAffinity {
  const result = rewritten(affinity, "requiredDuringSchedulingIgnoredDuringExecution", (terms) =>
    mapped(terms, (term: PodAffinityTerm & WithKeys) => withKeys(term, labels)),
  );
  return rewritten(result, "preferredDuringSchedulingIgnoredDuringExecution", (terms) =>
    mapped(terms, (term) => replaced(term, "podAffinityTerm", withKeys(term.podAffinityTerm, labels))),
  );
}

/**
 * The spec of a new pod with what its own labels say under the keys that its terms and constraints name, as expressions
 * of their selectors.
 * @see pkg/registry/core/pod/strategy.go, `mutatePodAffinity`, `mutateTopologySpreadConstraints` (1.36)
 */
export function withLabelKeys(spec: PodSpec, labels: Labels | undefined): PodSpec {
  if (labels === undefined) return spec;
  const result = rewritten(spec, "affinity", (affinity) =>
    rewritten(
      rewritten(affinity, "podAffinity", (each) => affinityWithKeys(each, labels)),
      "podAntiAffinity",
      (each) => affinityWithKeys(each, labels),
    ),
  );
  return rewritten(result, "topologySpreadConstraints", (constraints) =>
    mapped(constraints, (constraint: TopologySpreadConstraint & WithKeys) => withKeys(constraint, labels)),
  );
}
