import { controllerOf, type KubeObject, namespaceOf } from "../../api/object.ts";
import type { LabelSelector } from "../../api/selector.ts";
import { selects } from "../../api/selector.ts";
import { documents, exampleDeployment, exampleService, exampleSet } from "../example.ts";
import type { Check, Rule } from "../rule.ts";
import { nameOf, printSelector, workloadsMatching } from "../selection.ts";

/** Kinds whose pods are told from others' by their selectors; those of Jobs carry a uid. */
const SELECTING = new Set(["StatefulSet", "Deployment", "DaemonSet", "ReplicaSet"]);

type Selecting = KubeObject & {
  readonly spec: {
    readonly selector: LabelSelector;
    readonly template?: { readonly metadata?: KubeObject["metadata"] };
  };
};

/** Whether the other one selects back, and comes first: a pair is reported once. */
function isTold(self: Selecting, other: KubeObject, order: readonly KubeObject[]): boolean {
  const back = selects((other as Selecting).spec.selector, self.spec.template?.metadata?.labels);
  return back && order.indexOf(self) < order.indexOf(other);
}

const check: Check<KubeObject> = (object, project, report) => {
  const self = object as Selecting;
  if (controllerOf(object) !== undefined) return;
  const { selector } = self.spec;
  const matching = workloadsMatching(project, namespaceOf(object), selector);
  if (matching.length < 2) return;
  const order = matching.map((workload) => workload.object);
  const foreign = matching.filter(({ object: other }) => {
    if (other === object || controllerOf(other) !== undefined) return false;
    if (other.kind === "Pod") return true;
    return SELECTING.has(other.kind) && !isTold(self, other, order);
  });
  const [first] = foreign;
  if (first === undefined) return;
  const more = foreign.length > 1 ? ` and ${foreign.length - 1} more` : "";
  const related = foreign.slice(0, 3).map(({ object: other, path }) => ({
    object: other,
    path: [...path, "metadata", "labels"],
    message: "these pods are selected too",
  }));
  const message = `${printSelector(selector)} also selects the pods of ${nameOf(first)}${more}`;
  report(["spec", "selector"], message, { related });
};

export const selectorsOverlap: Rule = {
  id: "selectors-overlap",
  code: "STS205",
  severity: "warning",
  summary: "A selector matches the pods of its own workload and no others.",
  why: "Services, budgets and autoscalers count the other pods, and pods that lose their owner are adopted by the wrong one.",
  fix: "add a label to selector and template that only this workload has",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-selector",
  passes: [documents(exampleService(), exampleSet(), exampleDeployment())],
  fails: [
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
