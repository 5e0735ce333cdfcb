import { namespaceOf } from "../../api/object.ts";
import { documents, exampleDeployment, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { nameOf, printLabels, setsByService, templateLabels } from "../selection.ts";
import type { Workload } from "../workload.ts";

/** Pods of these come and go beside the ones that serve. */
const PASSING = new Set(["Job", "CronJob"]);

/** Of several workloads behind one Service, those that do not belong to the first set. */
function strangers(workloads: readonly Workload[], governs: boolean): readonly Workload[] {
  const sets = workloads.filter(({ object }) => object.kind === "StatefulSet");
  if (sets.length === 0) return [];
  const others = workloads.filter(({ object }) => object.kind !== "StatefulSet" && !PASSING.has(object.kind));
  return governs ? [...sets.slice(1), ...others] : others;
}

export const serviceSelectsSeveralWorkloads: Rule = {
  id: "service-selects-several-workloads",
  code: "STS107",
  severity: "warning",
  summary: "A Service of a set selects the pods of this set and no others.",
  why: "The other pods are among the answers for the Service's name and get connections that are meant for the set.",
  fix: "select a label that only one of them carries",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
  passes: [documents(exampleService(), exampleSet(), exampleDeployment())],
  fails: [
    {
      manifest: documents(
        exampleService(),
        exampleSet(),
        exampleDeployment({ labels: "app: db\ntier: app", selector: "tier: app" }),
      ),
      findings: [{ path: "spec.selector", at: "8:5" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      const namespace = namespaceOf(service);
      const selector = templateLabels(service.spec.selector);
      if (service.spec.type === "ExternalName") return;
      const governs = project.index(setsByService).has(`${namespace}/${service.metadata.name}`);
      const workloads = project.workloadsSelectedBy(namespace, selector);
      const foreign = strangers(workloads, governs);
      const first = workloads.find((workload) => workload.object.kind === "StatefulSet");
      if (first === undefined || foreign.length === 0) return;
      const names = foreign.slice(0, 3).map(nameOf).join(" and ");
      const more = foreign.length > 3 ? ` and ${foreign.length - 3} more` : "";
      const message = `${printLabels(selector)} selects the pods of ${nameOf(first)} and also of ${names}${more}`;
      const related = foreign.slice(0, 3).map(({ object, path }) => ({
        object,
        path: [...path, "metadata", "labels"],
        message: "these labels are selected too",
      }));
      report(["spec", "selector"], message, { related });
    },
  },
};
