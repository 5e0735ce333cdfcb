import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { isAboutOwnNamespace, selectsSelf, termsOf } from "../affinity.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { printSelector, workloadsMatching } from "../selection.ts";
import { isOpenTo, nodesThatFit } from "../nodes.ts";
import { type Workload, workloadIn } from "../workload.ts";

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
    const left = first.filter((value) => others.every((values) => values.includes(value)) && !refused.includes(value));
    if (left.length === 0) return `${key} In (${first.join(",")}) and what else is asked of it`;
  }
  return undefined;
}

function lookAtNodes({ spec, path }: Workload, project: Project, report: Report): void {
  const selector = Object.entries(spec.nodeSelector ?? {});
  const base = [...path, "spec"];
  const wanted = selector.map(([key, value]): Requirement => ({ key, operator: "In", values: [value] }));
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const flaws = terms.map(({ matchExpressions = [] }) => contradiction([...wanted, ...matchExpressions]));
  const [first] = flaws;
  if (first !== undefined && flaws.every((flaw) => flaw !== undefined)) {
    const place = ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"];
    report([...base, ...place, 0], `no node can satisfy ${first}`);
  } else lookForNode({ spec, path }, selector, project, report);
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
    const why = texts.size === 0 ? "they are cordoned" : `they carry ${[...texts].slice(0, 3).join(", ")}`;
    report([...base, "tolerations"], `${all} takes the pods: ${why}`);
  } else if (nodes.some(({ metadata }) => selector.every(([key, value]) => metadata.labels?.[key] === value))) {
    report([...base, "affinity", "nodeAffinity"], `${all} fits the required node affinity`);
  } else {
    const text = selector.map(([key, value]) => `${key}=${value}`).join(",");
    report([...base, "nodeSelector"], `${all} carries ${text}`);
  }
}

function lookAtPods(workload: Workload, project: Project, report: Report): void {
  const own = namespaceOf(workload.object);
  const apart = termsOf(workload.spec, workload.path, "podAntiAffinity").filter(({ required }) => required);
  for (const placed of termsOf(workload.spec, workload.path, "podAffinity")) {
    const { term, required, path } = placed;
    if (!required || term.labelSelector === undefined) continue;
    if (selectsSelf(placed, workload)) {
      const { replicas = 1 } = (workload.object as { readonly spec?: { readonly replicas?: number } }).spec ?? {};
      const opposite = apart.find((one) => one.term.topologyKey === term.topologyKey && selectsSelf(one, workload));
      if (opposite === undefined || replicas < 2) continue;
      report(path, `the pods are to be together and apart by ${term.topologyKey}`);
      continue;
    }
    if (!isAboutOwnNamespace(term, own) || workloadsMatching(project, own, term.labelSelector).length > 0) continue;
    const message = `no pod of namespace ${own} matches ${printSelector(term.labelSelector)}, which is required nearby`;
    report([...path, "labelSelector"], message);
  }
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
  checks: { StatefulSet: check, Deployment: check },
};
