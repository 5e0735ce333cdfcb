import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { isAboutOwnNamespace, oppositeOf, type PlacedTerm, selectsSelf, termsOf } from "../facts/affinity.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { onePerNode } from "../facts/one-per-node.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { nameOf, printSelector, workloadsMatching } from "../facts/selection.ts";
import { isOpenTo, nodesThatFit } from "../facts/nodes.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

type Requirement = { readonly key: string; readonly operator: string; readonly values?: readonly string[] };

function numberOf({ values = [] }: Requirement): number {
  return Number.parseInt(values[0] ?? "", 10);
}

/** What is left of the values of one label when all requirements hold; undefined when nothing can. */
function contradiction(requirements: readonly Requirement[]): string | undefined {
  for (const key of new Set(requirements.map((one) => one.key))) {
    const list = requirements.filter((one) => one.key === key);
    const absent = list.some(({ operator }) => operator === "DoesNotExist");
    const present = list.find(({ operator }) => operator !== "DoesNotExist" && operator !== "NotIn");
    if (absent && present !== undefined) return `${key} ${present.operator} and DoesNotExist`;
    const above = Math.max(...list.filter(({ operator }) => operator === "Gt").map(numberOf));
    const below = Math.min(...list.filter(({ operator }) => operator === "Lt").map(numberOf));
    if (below - above < 2) return `${key} Gt ${above} and Lt ${below}`;
    const allowed = list.filter(({ operator }) => operator === "In").map(({ values = [] }) => values);
    const [first, ...others] = allowed;
    if (first === undefined) continue;
    const refused = list.filter(({ operator }) => operator === "NotIn").flatMap(({ values = [] }) => values);
    const isBetween = (value: string): boolean =>
      list.every(({ operator }) => operator !== "Gt" && operator !== "Lt") ||
      (Number.parseInt(value, 10) > above && Number.parseInt(value, 10) < below);
    const left = first.filter(
      (value) => others.every((values) => values.includes(value)) && !refused.includes(value) && isBetween(value),
    );
    if (left.length === 0) return `${key} In (${first.join(",")}) and what else is asked of it`;
  }
  return undefined;
}

function lookAtNodes({ spec, path, object }: Workload, project: Project, report: Report): void {
  const selector = Object.entries(spec.nodeSelector ?? {});
  const base = [...path, "spec"];
  const wanted = selector.map(([key, value]): Requirement => ({ key, operator: "In", values: [value] }));
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const flaws = terms.map(({ matchExpressions = [], matchFields = [] }) => {
    const asked = [...matchExpressions, ...matchFields];
    return asked.length === 0 ? "an empty term" : contradiction([...wanted, ...asked]);
  });
  const [first] = flaws;
  if (first !== undefined && flaws.every((flaw) => flaw !== undefined)) {
    const place = ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"];
    report([...base, ...place, 0], `no node can satisfy ${first}`);
  } else if (object.kind !== "DaemonSet") lookForNode({ spec, path }, selector, project, report);
}

const TAINTS = ["NoSchedule", "NoExecute"];

/** Compares with the nodes of the manifests, where there are some. */
function lookForNode(
  { spec, path }: Pick<Workload, "spec" | "path">,
  selector: readonly (readonly [string, string])[],
  project: Project,
  report: Report,
): void {
  const nodes = project.list("Node");
  if (nodes.length === 0) return;
  const base = [...path, "spec"];
  const fitting = nodesThatFit(spec, nodes);
  if (fitting.some((node) => isOpenTo(spec, node))) return;
  const all = `none of the ${nodes.length} nodes of the manifests`;
  if (fitting.length > 0) {
    const taints = fitting.flatMap((node) => node.spec.taints ?? []).filter(({ effect }) => TAINTS.includes(effect));
    const texts = new Set(
      taints.map(({ key, value = "", effect }) => `${key}${value === "" ? "" : `=${value}`}:${effect}`),
    );
    const isCordoned = texts.size === 0;
    const why = isCordoned ? "they are cordoned" : `they carry ${[...texts].slice(0, 3).join(", ")}`;
    const fix = isCordoned ? "uncordon a node" : "tolerate the taints of some node, or bring one without";
    report([...base, "tolerations"], `${all} takes the pods: ${why}`, { fix });
  } else if (nodes.some(({ metadata }) => selector.every(([key, value]) => metadata.labels?.[key] === value))) {
    report([...base, "affinity", "nodeAffinity"], `${all} fits the required node affinity`);
  } else {
    const text = selector.map(([key, value]) => `${key}=${value}`).join(",");
    report([...base, "nodeSelector"], `${all} carries ${text}`);
  }
}

/** Whether pods can only go where pods of a workload are already. */
function waitsFor(other: Workload, workload: Workload, project: Project): boolean {
  const own = namespaceOf(other.object);
  return termsOf(other.spec, other.path, "podAffinity").some((placed) => {
    if (!placed.required || selectsSelf(placed, other) || !isAboutOwnNamespace(placed.term, own)) return false;
    const company = workloadsMatching(project, own, placed.term.labelSelector);
    return company.length > 0 && company.every(({ object }) => object === workload.object);
  });
}

function lookAtCompany(placed: PlacedTerm, workload: Workload, project: Project, report: Report): void {
  const { term, path } = placed;
  const own = namespaceOf(workload.object);
  const selector = printSelector(term.labelSelector ?? {});
  if (oppositeOf(placed, workload) !== undefined) {
    report(path, `the pods are to be with those of ${selector} and apart from them by ${term.topologyKey}`);
    return;
  }
  if (!isAboutOwnNamespace(term, own)) {
    const { namespaces = [], namespaceSelector } = term;
    const isNowhere = namespaces.every((one) => workloadsMatching(project, one, term.labelSelector).length === 0);
    const isKnown = namespaceSelector === undefined && namespaces.every((one) => project.workloads(one).length > 0);
    if (!isNowhere || !isKnown) return;
    report([...path, "labelSelector"], `no pod of ${namespaces.join(", ")} matches ${selector}, required nearby`);
    return;
  }
  const company = workloadsMatching(project, own, term.labelSelector);
  if (company.length === 0) {
    const message = `no pod of namespace ${own} matches ${selector}, which is required nearby`;
    report([...path, "labelSelector"], message);
  } else if (company.every((other) => waitsFor(other, workload, project))) {
    const names = company.map(nameOf).join(" and ");
    report(path, `the pods wait for those of ${names}, and these wait for them: neither comes first`);
  }
}

function lookAtPods(workload: Workload, project: Project, report: Report): void {
  const { replicas = 1 } = (workload.object as { readonly spec?: { readonly replicas?: number } }).spec ?? {};
  for (const placed of termsOf(workload.spec, workload.path, "podAffinity")) {
    const { term, required, path } = placed;
    if (!required || term.labelSelector === undefined) continue;
    if (!selectsSelf(placed, workload)) lookAtCompany(placed, workload, project, report);
    else if (replicas > 1 && oppositeOf(placed, workload) !== undefined) {
      report(path, `the pods are to be together and apart by ${term.topologyKey}`);
    }
  }
}

/** Pods that are all bound to one node, where it can have but one of them. */
function lookAtOneNode(set: StatefulSet, project: Project, report: Report): void {
  const { nodeSelector } = set.spec.template.spec;
  const node = nodeSelector?.["kubernetes.io/hostname"];
  const { count } = ordinalsOf(project, set);
  if (node === undefined || count < 2) return;
  const exclusion = onePerNode(set);
  if (exclusion === undefined) return;
  report(exclusion.path, `${exclusion.because} allows one pod on a node, and all ${count} are bound to ${node}`);
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  lookAtNodes(workload, project, report);
  if (project.isComplete("StatefulSet", "Deployment", "DaemonSet", "Pod")) lookAtPods(workload, project, report);
};

const NEAR = (app: string): string =>
  exampleSet({
    pod:
      "affinity:\n  podAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n" +
      `      - topologyKey: topology.kubernetes.io/zone\n        labelSelector:\n          matchLabels:\n            app: ${app}`,
  });

export const affinityUnsatisfiable: Rule = {
  id: "affinity-unsatisfiable",
  code: "STS425",
  severity: "error",
  summary: "Some node can satisfy what the pods require.",
  why: "The pods stay Pending with FailedScheduling.",
  fix: "take out one of the requirements, or make it a preference",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/",
  passes: () => [documents(exampleService(), NEAR("db"))],
  fails: () => [
    {
      manifest: documents(exampleService(), NEAR("cache")),
      findings: [
        {
          path: "spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector",
          at: "33:17",
        },
      ],
    },
  ],
  checks: {
    ...ofWorkloads(check),
    StatefulSet(set, project, report) {
      check(set, project, report);
      lookAtOneNode(set, project, report);
    },
  },
};
