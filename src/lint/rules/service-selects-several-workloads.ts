import type { Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { documents, exampleDeployment, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";
import { nameOf, printLabels, setsGovernedBy, templateLabels } from "../facts/selection.ts";
import { isOfHook, type Workload } from "../facts/workload.ts";

/** Enough to be told. */
const MOST = 3;

/** A Service through which peers of all kinds find each other, and no client: gossip rings are made so. */
function isForPeers({ spec }: Service): boolean {
  return spec.clusterIP === "None" && spec.publishNotReadyAddresses === true;
}

/** Numbered, or lettered: `ingester-zone-a`, `shard-0`, `rack-az1`. */
const NUMBERED = /^(.+)-(?:[a-z]{0,4}\d+|[a-z])$/;

/** Whether a Service governs nothing but sets that are numbered parts of one, all of which name its labels. */
function governsParts(service: Service, project: Project): boolean {
  const [first, ...others] = setsGovernedBy(project, service);
  const stem = NUMBERED.exec(first?.metadata.name ?? "")?.[1];
  const labels = Object.entries(service.spec.selector ?? {});
  if (first === undefined || stem === undefined || others.length === 0) return false;
  return [first, ...others].every(({ metadata, spec: { selector } }) => {
    const isPart = NUMBERED.exec(metadata.name)?.[1] === stem;
    return isPart && labels.every(([key, value]) => selector.matchLabels?.[key] === value);
  });
}

/** Of several workloads behind one Service, the first of those that do not belong to its first set. */
function strangers(workloads: readonly Workload[], first: Workload, governs: boolean): readonly Workload[] {
  const list: Workload[] = [];
  for (const workload of workloads) {
    const { object } = workload;
    const isForeign = object.kind === "StatefulSet" ? governs && workload !== first : !isOfHook(object);
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
      const governs = setsGovernedBy(project, service).length > 0;
      if (!governs && isForPeers(service)) return;
      const workloads = project.workloadsSelectedBy(namespace, selector);
      if (workloads.length < 2) return;
      const first = workloads.find((workload) => workload.object.kind === "StatefulSet");
      const foreign =
        first === undefined ? [] : strangers(workloads, first, governs && !governsParts(service, project));
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
