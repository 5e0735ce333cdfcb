import type { Service } from "../../api/kinds/service/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { type LabelSelector, selects } from "../../api/selector.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { ByName } from "./by-name.ts";
import type { Project } from "../project.ts";
import type { Workload } from "./workload.ts";

type Labels = Readonly<Record<string, string>>;

/** Labels that the StatefulSet controller writes on every pod; templates do not have them. */
export const MANAGED_LABELS: ReadonlySet<string> = new Set([
  "controller-revision-hash",
  "statefulset.kubernetes.io/pod-name",
  "apps.kubernetes.io/pod-index",
]);

function hasManaged(selector: Labels): boolean {
  for (const key in selector) if (MANAGED_LABELS.has(key)) return true;
  return false;
}

/** An equality selector without the labels that no template carries. */
export function templateLabels(selector: Labels = {}): Labels {
  if (!hasManaged(selector)) return selector;
  return Object.fromEntries(Object.entries(selector).filter(([key]) => !MANAGED_LABELS.has(key)));
}

/** The workloads whose pods an equality selector reaches, as far as templates tell. */
export function workloadsReachedBy(project: Project, namespace: string, selector: Labels = {}): readonly Workload[] {
  const wanted = templateLabels(selector);
  if (wanted !== selector && Object.keys(wanted).length === 0) {
    return project.workloads(namespace).filter(({ object }) => object.kind === "StatefulSet");
  }
  return project.workloadsSelectedBy(namespace, wanted);
}

/** The workloads whose pods a label selector matches; all of the namespace for an empty one. */
export function workloadsMatching(
  project: Project,
  namespace: string,
  selector: LabelSelector | undefined,
): readonly Workload[] {
  if (selector === undefined) return [];
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const candidates =
    Object.keys(matchLabels).length > 0
      ? project.workloadsSelectedBy(namespace, matchLabels)
      : project.workloads(namespace);
  return matchExpressions.length === 0 ? candidates : candidates.filter(({ labels }) => selects(selector, labels));
}

function inhabited(project: Project): readonly string[] {
  return [...new Set(project.workloads().map(({ object }) => namespaceOf(object)))];
}

/** The first workload that a label selector matches in another namespace than the one given. */
export function matchElsewhere(project: Project, namespace: string, selector: LabelSelector): Workload | undefined {
  for (const other of project.index(inhabited)) {
    const [workload] = other === namespace ? [] : workloadsMatching(project, other, selector);
    if (workload !== undefined) return workload;
  }
  return undefined;
}

/** `StatefulSet web`: a workload in a message. */
export function nameOf({ object }: Pick<Workload, "object">): string {
  return `${object.kind} ${object.metadata.name}`;
}

/** `a=b,c=d`: an equality selector, or a label selector, in a message. */
export function printLabels(labels: Labels = {}): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

/** Where the labels stand that a message tells of: the one label, or the map of several. */
export function pathOfLabels(map: FieldPath, told: Labels): FieldPath {
  const [key, ...others] = Object.keys(told);
  return key === undefined || others.length > 0 ? map : [...map, { key }];
}

/** A label selector as kubectl writes it. */
export function printSelector({ matchLabels, matchExpressions = [] }: LabelSelector): string {
  const equal = printLabels(matchLabels);
  const rest = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === "Exists") return key;
    if (operator === "DoesNotExist") return `!${key}`;
    return `${key} ${operator === "In" ? "in" : "notin"} (${values.join(",")})`;
  });
  const text = [...(equal === "" ? [] : [equal]), ...rest].join(",");
  return text === "" ? "everything" : text;
}

function setsByService(project: Project): ByName<StatefulSet> {
  const sets = new ByName<StatefulSet>();
  for (const set of project.list("StatefulSet")) {
    const { serviceName = "" } = set.spec;
    if (serviceName !== "") sets.add(namespaceOf(set), serviceName, set);
  }
  return sets;
}

/** The sets that name a Service of this namespace as theirs, whether it is there or not. */
export function setsUnder(project: Project, namespace: string, service: string): readonly StatefulSet[] {
  return project.index(setsByService).get(namespace, service);
}

/** The sets that a Service governs. */
export function setsGovernedBy(project: Project, service: Service): readonly StatefulSet[] {
  return setsUnder(project, namespaceOf(service), service.metadata.name);
}
