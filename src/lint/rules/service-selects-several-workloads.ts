import type { Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { documents, exampleDeployment, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { nameOf, printLabels, setsByService, templateLabels } from "../selection.ts";
import type { Workload } from "../workload.ts";

/** Pods of these come and go beside the ones that serve. */
const PASSING = new Set(["Job", "CronJob"]);

/** Enough to be told. */
const MOST = 3;

/** A Service through which peers of all kinds find each other, and no client: gossip rings are made so. */
function isForPeers({ spec }: Service): boolean {
  return spec.clusterIP === "None" && spec.publishNotReadyAddresses === true;
}

/** Of several workloads behind one Service, the first of those that do not belong to its first set. */
function strangers(workloads: readonly Workload[], first: Workload, governs: boolean): readonly Workload[] {
  const list: Workload[] = [];
  for (const workload of workloads) {
    const { kind } = workload.object;
    const isForeign = kind === "StatefulSet" ? governs && workload !== first : !PASSING.has(kind);
    if (isForeign) list.push(workload);
    if (list.length === MOST) break;
  }
  return list;
}

export const serviceSelectsSeveralWorkloads: Rule = {
  id: "service-selects-several-workloads",
  code: "STS107",
  severity: "warning",
  summary: "A Service of a set selects the pods of this set and no others.",
  why: "The other pods are among the answers for the Service's name and get connections that are meant for the set.",
  fix: "select a label that only one of them carries",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
  passes: () => [documents(exampleService(), exampleSet(), exampleDeployment())],
  fails: () => [
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
      if (!governs && isForPeers(service)) return;
      const workloads = project.workloadsSelectedBy(namespace, selector);
      const first = workloads.find((workload) => workload.object.kind === "StatefulSet");
      const foreign = first === undefined ? [] : strangers(workloads, first, governs);
      if (first === undefined || foreign.length === 0) return;
      const names = foreign.map(nameOf).join(" and ");
      const message = `${printLabels(selector)} selects the pods of ${nameOf(first)} and also of ${names}`;
      const related = foreign.map(({ object, path }) => ({
        object,
        path: [...path, "metadata", "labels"],
        message: "these labels are selected too",
      }));
      report(["spec", "selector"], message, { related });
    },
  },
};
