import type { Node } from "../../api/kinds/node/types.ts";
import type { Pod, PodAffinityTerm, TopologySpreadConstraint } from "../../api/kinds/pod/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import { podsSelected } from "../../cluster/selected-pods.ts";
import type { View } from "../../cluster/view.ts";

/** Whether a node is ruled out by where other pods are. */
type NodeTest = (node: Node) => boolean;

function domainOf(node: Node | undefined, topologyKey: string): string | undefined {
  return node?.metadata.labels?.[topologyKey];
}

function nodeOf(pod: Pod, view: View): Node | undefined {
  return view.get("Node", "", pod.spec.nodeName ?? "");
}

function namespacesOf(term: PodAffinityTerm, pod: Pod, view: View): readonly string[] {
  const named = term.namespaces ?? [];
  if (term.namespaceSelector === undefined) return named.length === 0 ? [namespaceOf(pod)] : named;
  const selected = view.list("Namespace").filter((one) => selects(term.namespaceSelector, one.metadata.labels));
  return [...new Set([...named, ...selected.map((one) => one.metadata.name)])];
}

/** The values of the term's topology key on nodes where a pod that it selects is. */
function domainsOf(term: PodAffinityTerm, pod: Pod, view: View): ReadonlySet<string> {
  const domains = new Set<string>();
  for (const namespace of namespacesOf(term, pod, view)) {
    for (const other of podsSelected(view, namespace, term.labelSelector)) {
      const domain = domainOf(nodeOf(other, view), term.topologyKey);
      if (domain !== undefined) domains.add(domain);
    }
  }
  return domains;
}

function selectsItself(term: PodAffinityTerm, pod: Pod, view: View): boolean {
  return selects(term.labelSelector, pod.metadata.labels) && namespacesOf(term, pod, view).includes(namespaceOf(pod));
}

/**
 * Whether a node lacks the company the pod requires. The first of a group that asks for its own kind goes anywhere.
 * @see pkg/scheduler/framework/plugins/interpodaffinity/filtering.go, `satisfyPodAffinity` (1.36)
 */
export function lacksAffinity(pod: Pod, view: View): NodeTest {
  const terms = pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const found = terms.map((term) => ({ term, domains: domainsOf(term, pod, view) }));
  const isFirst =
    found.every(({ domains }) => domains.size === 0) && terms.every((term) => selectsItself(term, pod, view));
  return (node) =>
    found.some(({ term, domains }) => {
      const domain = domainOf(node, term.topologyKey);
      return domain === undefined || (!isFirst && !domains.has(domain));
    });
}

/**
 * Whether a node has company that the pod refuses.
 * @see pkg/scheduler/framework/plugins/interpodaffinity/filtering.go, `satisfyPodAntiAffinity` (1.36)
 */
export function violatesAntiAffinity(pod: Pod, view: View): NodeTest {
  const terms = pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const found = terms.map((term) => ({ term, domains: domainsOf(term, pod, view) }));
  return (node) =>
    found.some(({ term, domains }) => {
      const domain = domainOf(node, term.topologyKey);
      return domain !== undefined && domains.has(domain);
    });
}

/** How many pods the constraint counts in each domain of the nodes the pod may go to. */
function spreadCounts(
  constraint: TopologySpreadConstraint,
  pod: Pod,
  view: View,
  eligible: readonly Node[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of eligible) {
    const domain = domainOf(node, constraint.topologyKey);
    if (domain !== undefined) counts.set(domain, 0);
  }
  for (const other of podsSelected(view, namespaceOf(pod), constraint.labelSelector)) {
    if (other.metadata.deletionTimestamp !== undefined) continue;
    const domain = domainOf(nodeOf(other, view), constraint.topologyKey);
    const count = domain === undefined ? undefined : counts.get(domain);
    if (domain !== undefined && count !== undefined) counts.set(domain, count + 1);
  }
  return counts;
}

/** How a node breaks the first constraint on spread that it does break: it is in no domain, or in one that has too many pods. */
type SpreadBreach = "no-domain" | "uneven";

/**
 * What the pod would do to the spread of its like on a node; undefined for a node that will do.
 * @see pkg/scheduler/framework/plugins/podtopologyspread/filtering.go, `Filter` (1.36)
 */
export function spreadBreach(
  pod: Pod,
  view: View,
  eligible: readonly Node[],
): (node: Node) => SpreadBreach | undefined {
  const constraints = (pod.spec.topologySpreadConstraints ?? []).filter(
    (constraint) => constraint.whenUnsatisfiable === "DoNotSchedule",
  );
  const tests = constraints.map((constraint) => {
    const counts = spreadCounts(constraint, pod, view, eligible);
    const least = Math.min(...counts.values());
    const itself = selects(constraint.labelSelector, pod.metadata.labels) ? 1 : 0;
    return (node: Node): SpreadBreach | undefined => {
      const domain = domainOf(node, constraint.topologyKey);
      if (domain === undefined) return "no-domain";
      const count = counts.get(domain) ?? 0;
      return count + itself - least > constraint.maxSkew ? "uneven" : undefined;
    };
  });
  return (node) => tests.map((test) => test(node)).find((breach) => breach !== undefined);
}

/** Whether where a pod may go depends on where other pods are. */
export function dependsOnOthers({ spec }: Pick<Pod, "spec">): boolean {
  return (
    spec.affinity?.podAffinity !== undefined ||
    spec.affinity?.podAntiAffinity !== undefined ||
    spec.topologySpreadConstraints !== undefined ||
    spec.containers.some((container) => container.ports?.some((port) => (port.hostPort ?? 0) > 0) === true)
  );
}
