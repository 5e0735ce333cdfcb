/** @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go, `LabelSelector` (1.36) */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[];
}

type Labels = Readonly<Record<string, string>> | undefined;

function requirementHolds(requirement: LabelSelectorRequirement, labels: Labels): boolean {
  const has = labels !== undefined && Object.hasOwn(labels, requirement.key);
  const value = has ? labels[requirement.key] : undefined;
  switch (requirement.operator) {
    case "Exists":
      return has;
    case "DoesNotExist":
      return !has;
    case "In":
      return value !== undefined && (requirement.values ?? []).includes(value);
    case "NotIn":
      return value === undefined || !(requirement.values ?? []).includes(value);
  }
}

/**
 * Whether labels satisfy a selector of the API. An absent selector matches nothing, an empty one everything.
 * @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go, `LabelSelectorAsSelector` (1.36)
 */
export function selects(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (selector === undefined) return false;
  return (
    selectsMap(selector.matchLabels ?? {}, labels) &&
    (selector.matchExpressions ?? []).every((requirement) => requirementHolds(requirement, labels))
  );
}

/** Whether labels carry every pair of an equality map (a Service's `spec.selector`, `matchLabels`). */
export function selectsMap(wanted: Readonly<Record<string, string>>, labels: Labels): boolean {
  for (const key in wanted) if (labels?.[key] !== wanted[key]) return false;
  return true;
}
