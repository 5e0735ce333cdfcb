import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { pathOfLabels, printLabels, templateLabels } from "../facts/selection.ts";
import { isLabelledLater, selectsNothing } from "./service-selects-nothing.ts";

const CLIENT = (selector: string): string =>
  exampleService({ name: "client", spec: `selector:\n${selector}\nports:\n  - port: 5432` });

const SET = exampleSet({ pod: "serviceAccountName: db" });

export const serviceSelectsByLaterLabel: Rule = {
  id: "service-selects-by-later-label",
  code: "STS126",
  severity: "info",
  summary: "A Service selects labels that a pod template has, unless something adds them to running pods.",
  why: "Without something that writes the label, as failover tools do, the Service never has endpoints.",
  fix: "add the label to the template, or take it out of the selector",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
  passes: () => [documents(exampleService(), CLIENT("  app: db"), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService(), CLIENT("  app: db\n  role: primary"), SET),
      findings: [{ path: "spec.selector[role]", at: "20:11" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      if (!selectsNothing(service, project) || !isLabelledLater(service, project)) return;
      const templates = project.workloads(namespaceOf(service));
      const selector = Object.entries(templateLabels(service.spec.selector));
      const missing = selector.filter(([key]) => !templates.some(({ labels }) => Object.hasOwn(labels, key)));
      const told = Object.fromEntries(missing.length === 0 ? selector : missing);
      report(pathOfLabels(["spec", "selector"], told), `no pod template carries ${printLabels(told)}`);
    },
  },
};
