import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { printLabels, templateLabels } from "../selection.ts";

const OTHER = (selector: string): string => `clusterIP: None\nselector:\n${selector}\nports:\n  - port: 5432`;

/** The pairs of a selector that the pods of a set do not carry. */
function missingFrom(set: StatefulSet, selector: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const labels = set.spec.template.metadata?.labels ?? {};
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
  passes: [documents(exampleService(), exampleSet())],
  fails: [
    {
      manifest: documents(exampleService({ spec: OTHER("  app: web") }), exampleSet()),
      findings: [{ path: "spec.serviceName", at: "17:16" }],
    },
    {
      manifest: documents(exampleService({ spec: OTHER("  app: db\n  role: primary") }), exampleSet()),
      findings: [{ path: "spec.serviceName", at: "18:16" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { serviceName = "" } = set.spec;
      const service = project.find("Service", namespaceOf(set), serviceName);
      if (service === undefined || service.spec.type === "ExternalName") return;
      const missing = missingFrom(set, templateLabels(service.spec.selector));
      if (Object.keys(missing).length === 0) return;
      const own = printLabels(set.spec.template.metadata?.labels);
      const message = `Service "${serviceName}" selects ${printLabels(missing)}, but the pods carry ${own}`;
      report(["spec", "serviceName"], message, {
        related: [{ object: service, path: ["spec", "selector"], message: "the Service's selector" }],
      });
    },
  },
};
