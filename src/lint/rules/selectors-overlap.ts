import { controllerOf, type KubeObject, namespaceOf } from "../../api/object.ts";
import type { LabelSelector } from "../../api/selector.ts";
import { selects } from "../../api/selector.ts";
import { documents, exampleDeployment, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { nameOf, printSelector, workloadsMatching } from "../facts/selection.ts";
import { isOfHook } from "../facts/workload.ts";

/** Kinds whose pods are told from others' by their selectors; those of Jobs carry a uid. */
const SELECTING = new Set(["StatefulSet", "Deployment", "DaemonSet", "ReplicaSet"]);

type Selecting = KubeObject & {
  readonly spec: {
    readonly selector: LabelSelector;
    readonly template?: { readonly metadata?: KubeObject["metadata"] };
  };
};

function placesOf(project: Project): ReadonlyMap<KubeObject, number> {
  return new Map(project.workloads().map(({ object }, index) => [object, index]));
}

/** Whether a pair that selects each other is told at the other one, which comes later. */
function isTold(self: Selecting, other: KubeObject, project: Project): boolean {
  if (!selects((other as Selecting).spec.selector, self.spec.template?.metadata?.labels)) return false;
  const places = project.index(placesOf);
  return (places.get(self) ?? 0) < (places.get(other) ?? 0);
}

const check: Check<KubeObject> = (object, project, report) => {
  const self = object as Selecting;
  if (controllerOf(object) !== undefined) return;
  const { selector } = self.spec;
  const matching = workloadsMatching(project, namespaceOf(object), selector);
  if (matching.length < 2) return;
  const foreign = matching.find(({ object: other }) => {
    if (other === object || controllerOf(other) !== undefined) return false;
    return (other.kind === "Pod" && !isOfHook(other)) || (SELECTING.has(other.kind) && !isTold(self, other, project));
  });
  if (foreign === undefined) return;
  const { object: other, path } = foreign;
  const related = [{ object: other, path: [...path, "metadata", "labels"], message: "these pods are selected too" }];
  const whose = other.kind === "Pod" ? nameOf(foreign) : `the pods of ${nameOf(foreign)}`;
  report(["spec", "selector"], `${printSelector(selector)} also selects ${whose}`, { related });
};

export const selectorsOverlap: Rule = {
  id: "selectors-overlap",
  code: "STS205",
  severity: "warning",
  summary: "A selector matches the pods of its own workload and no others.",
  why:
    "Services, budgets and autoscalers count the other pods, and pods that lose their owner are adopted by the " +
    "wrong one.",
  fix: "add a label to selector and template that only this workload has",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-selector",
  passes: () => [documents(exampleService(), exampleSet(), exampleDeployment())],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet(), exampleSet({ name: "copy" })),
      findings: [{ path: "spec.selector", at: "40:5" }],
    },
    {
      manifest: documents(exampleService(), exampleSet(), exampleDeployment({ selector: "app: db" })),
      findings: [{ path: "spec.selector", at: "39:5" }],
    },
    {
      manifest: documents(exampleService(), exampleSet(), exampleSet({ name: "copy", selector: "app: db\ntier: b" })),
      findings: [{ path: "spec.selector", at: "21:5" }],
    },
  ],
  checks: { StatefulSet: check, Deployment: check, DaemonSet: check, ReplicaSet: check },
};
