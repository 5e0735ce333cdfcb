import type { KubeObject } from "../../api/object.ts";
import { namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import { isAboutOwnNamespace, type PlacedTerm, selectsSelf, termsOf } from "../facts/affinity.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { printLabels, printSelector, workloadsMatching } from "../facts/selection.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

const SET = (app: string): string =>
  exampleSet({
    pod:
      "affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n" +
      `      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: ${app}`,
  });

/** Whether a term is about some other workload of the manifests, or of a namespace that is not looked at. */
function isAboutOthers({ term }: PlacedTerm, workload: Workload, project: Project): boolean {
  const own = namespaceOf(workload.object);
  if (!isAboutOwnNamespace(term, own)) {
    const { namespaces = [], namespaceSelector, labelSelector } = term;
    if (namespaceSelector !== undefined || !selects(labelSelector, workload.labels)) return true;
    return namespaces.some((namespace) => workloadsMatching(project, namespace, labelSelector).length > 0);
  }
  return workloadsMatching(project, own, term.labelSelector).length > 0;
}

function lookAtTerms(workload: Workload, project: Project, report: Report): void {
  const terms = termsOf(workload.spec, workload.path, "podAntiAffinity");
  if (terms.some((term) => selectsSelf(term, workload))) return;
  for (const placed of terms) {
    if (placed.term.labelSelector === undefined || isAboutOthers(placed, workload, project)) continue;
    const selector = printSelector(placed.term.labelSelector);
    if (selects(placed.term.labelSelector, workload.labels)) {
      const names = (placed.term.namespaces ?? []).join(", ");
      const own = namespaceOf(workload.object);
      report(
        [...placed.path, "namespaces"],
        `${selector} is looked for in ${names}, and not in ${own}: the pods are not spread`,
      );
      continue;
    }
    const message = `${selector} selects no pod, these carry ${printLabels(workload.labels)}: they are not spread`;
    report([...placed.path, "labelSelector"], message);
  }
}

function lookAtConstraints(workload: Workload, report: Report): void {
  for (const [index, { labelSelector }] of (workload.spec.topologySpreadConstraints ?? []).entries()) {
    if (labelSelector === undefined || selects(labelSelector, workload.labels)) continue;
    const path = [...workload.path, "spec", "topologySpreadConstraints", index, "labelSelector"];
    const message = `${printSelector(labelSelector)} does not select these pods, ${printLabels(workload.labels)}`;
    report(path, `${message}: they are not spread`);
  }
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  lookAtTerms(workload, project, report);
  lookAtConstraints(workload, report);
};

export const affinityMissesSelf: Rule = {
  id: "affinity-misses-self",
  code: "STS423",
  severity: "error",
  summary: "Anti-affinity and spread constraints select the pods that they are to spread.",
  why: "They never apply: all members may come to lie on one node and go down with it.",
  fix: "select labels of the pod template",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  passes: () => [documents(exampleService(), SET("db"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("database")),
      findings: [
        {
          path: "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector",
          at: "33:17",
        },
      ],
    },
  ],
  checks: { StatefulSet: check, Deployment: check, ReplicaSet: check },
};
