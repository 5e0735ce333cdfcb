import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { selectsMap } from "../../api/selector.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { dnsNameOf, ordinalsOf } from "../facts/ordinals.ts";
import { MANAGED_LABELS, pathOfLabels, printLabels, setsGovernedBy, templateLabels } from "../facts/selection.ts";

const OTHER = (selector: string): string => `clusterIP: None\nselector:\n${selector}\nports:\n  - port: 5432`;

const NONE: Readonly<Record<string, string>> = {};

/** The pairs of a selector that the pods of a set do not carry. */
function missingFrom(set: StatefulSet, selector: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const labels = set.spec.template.metadata?.labels ?? {};
  if (selectsMap(selector, labels)) return NONE;
  return Object.fromEntries(Object.entries(selector).filter(([key, value]) => labels[key] !== value));
}

export const governingServiceSelectsOtherPods: Rule = {
  id: "governing-service-selects-other-pods",
  code: "STS105",
  severity: "error",
  summary: "The selector of the governing Service fits the labels of the pod template.",
  why: "Pods that the Service does not select are none of its endpoints and have no name in DNS.",
  fix: "make the Service select labels of spec.template.metadata.labels",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService({ spec: OTHER("  app: web") }), exampleSet()),
      findings: [{ path: "spec.selector[app]", at: "8:10" }],
    },
    {
      manifest: documents(exampleService({ spec: OTHER("  app: db\n  role: primary") }), exampleSet()),
      findings: [{ path: "spec.selector[role]", at: "9:11" }],
    },
    {
      manifest: documents(
        exampleService({ spec: OTHER("  app: db\n  statefulset.kubernetes.io/pod-name: db-0") }),
        exampleSet(),
      ),
      findings: [{ path: "spec.selector[statefulset.kubernetes.io/pod-name]", at: "9:41" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      const { type, selector = {} } = service.spec;
      if (type === "ExternalName") return;
      const managed = Object.keys(selector).find((key) => MANAGED_LABELS.has(key));
      for (const set of setsGovernedBy(project, service)) {
        const { name } = set.metadata;
        const missing = missingFrom(set, templateLabels(selector));
        if (Object.keys(missing).length > 0) {
          const own = printLabels(set.spec.template.metadata?.labels);
          const message = `${printLabels(missing)} is selected, but the pods of StatefulSet ${name} carry ${own}: ${dnsNameOf(set)} answers NXDOMAIN`;
          const path = ["spec", "template", "metadata", "labels"];
          const related = [{ object: set, path, message: "labels of the pods" }];
          report(pathOfLabels(["spec", "selector"], missing), message, { related });
        } else if (managed !== undefined && ordinalsOf(project, set).count > 1) {
          const pair = printLabels({ [managed]: selector[managed] ?? "" });
          const message = `${pair} selects some pods of StatefulSet ${name} only, the others have no name in DNS`;
          const related = [{ object: set, path: ["spec", "serviceName"], message: "the set that it governs" }];
          report(["spec", "selector", { key: managed }], message, { related });
        }
      }
    },
  },
};
