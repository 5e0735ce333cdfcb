import type { NamespaceCondition } from "../../api/kinds/namespace/types.ts";
import { kindOf } from "../../api/kind-of.ts";
import type { KubeObject } from "../../api/object.ts";
import { timestamp, type Instant } from "../../base/instant.ts";
import { byBytes } from "../../base/json.ts";

type Said = Required<Omit<NamespaceCondition, "lastTransitionTime">>;

/** How many objects share each text, in byte order of the phrases. */
function counted(texts: readonly string[], phrase: (text: string, count: number) => string): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .map(([text, count]) => phrase(text, count))
    .sort(byBytes)
    .join(", ");
}

function resourceOf(object: KubeObject): string {
  const { plural, group } = kindOf(object);
  return `${plural}.${group}`;
}

function contentRemaining(remaining: readonly KubeObject[]): Said {
  const type = "NamespaceContentRemaining";
  if (remaining.length === 0) {
    return { type, status: "False", reason: "ContentRemoved", message: "All content successfully removed" };
  }
  const what = counted(remaining.map(resourceOf), (text, count) => `${text} has ${count} resource instances`);
  return { type, status: "True", reason: "SomeResourcesRemain", message: `Some resources are remaining: ${what}` };
}

function finalizersRemaining(remaining: readonly KubeObject[]): Said {
  const type = "NamespaceFinalizersRemaining";
  const finalizers = remaining.flatMap(({ metadata }) => metadata.finalizers ?? []);
  if (finalizers.length === 0) {
    const message = "All content-preserving finalizers finished";
    return { type, status: "False", reason: "ContentHasNoFinalizers", message };
  }
  const what = counted(finalizers, (text, count) => `${text} in ${count} resource instances`);
  const message = `Some content in the namespace has finalizers remaining: ${what}`;
  return { type, status: "True", reason: "SomeFinalizersRemain", message };
}

const FINE: readonly Said[] = [
  {
    type: "NamespaceDeletionDiscoveryFailure",
    status: "False",
    reason: "ResourcesDiscovered",
    message: "All resources successfully discovered",
  },
  {
    type: "NamespaceDeletionGroupVersionParsingFailure",
    status: "False",
    reason: "ParsedGroupVersions",
    message: "All legacy kube types successfully parsed",
  },
  {
    type: "NamespaceDeletionContentFailure",
    status: "False",
    reason: "ContentDeleted",
    message: "All content successfully deleted, may be waiting on finalization",
  },
];

/**
 * What is said of a namespace that is to go and still has content.
 * @see pkg/controller/namespace/deletion/status_condition_utils.go (1.36)
 */
export function conditionsFor(
  old: readonly NamespaceCondition[],
  remaining: readonly KubeObject[],
  now: Instant,
): readonly NamespaceCondition[] {
  const said = [...FINE, contentRemaining(remaining), finalizersRemaining(remaining)];
  const others = old.filter(({ type }) => said.every((one) => one.type !== type));
  const fresh = said.map(({ type, status, reason, message }): NamespaceCondition => {
    const known = old.find((one) => one.type === type);
    const since = known?.status === status ? known.lastTransitionTime : undefined;
    return { lastTransitionTime: since ?? timestamp(now), message, reason, status, type };
  });
  return [...others, ...fresh];
}
