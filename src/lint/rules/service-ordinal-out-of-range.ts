import type { Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { hasOrdinal, ordinalsOf, printPods, splitOrdinal } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Report, Rule } from "../rule.ts";
import { workloadsReachedBy } from "../facts/selection.ts";

const POD_NAME = "statefulset.kubernetes.io/pod-name";
const POD_INDEX = "apps.kubernetes.io/pod-index";

/** A Service that picks pods of several sets by their number. */
function lookAtIndex(service: Service, project: Project, report: Report): void {
  const index = service.spec.selector?.[POD_INDEX];
  if (index === undefined) return;
  const sets = workloadsReachedBy(project, namespaceOf(service), service.spec.selector)
    .map(({ object }) => project.find("StatefulSet", namespaceOf(object), object.metadata.name))
    .filter((set) => set !== undefined);
  const [set] = sets;
  if (set === undefined || sets.some((one) => hasOrdinal(ordinalsOf(project, one), Number(index)))) return;
  const { name } = set.metadata;
  const message = `StatefulSet ${name} has no pod of index ${index}, only ${printPods(set, ordinalsOf(project, set))}`;
  report(["spec", "selector", { key: POD_INDEX }], message);
}

/** A Service for one pod of a set that is not among the manifests. */
function lookForSet(pod: string, service: Service, project: Project, report: Report): void {
  const namespace = namespaceOf(service);
  const sets = project.list("StatefulSet", namespace).map(({ metadata }) => metadata.name);
  if (sets.length === 0 || !project.isComplete("StatefulSet")) return;
  if (project.find("Pod", namespace, pod) !== undefined) return;
  const { base, ordinal } = splitOrdinal(pod) ?? { base: pod, ordinal: 0 };
  const meant = suggest(base, sets);
  const fix = meant === undefined ? {} : { fix: `write ${meant}-${ordinal}` };
  report(
    ["spec", "selector", { key: POD_NAME }],
    `${pod} is a pod of none of the sets ${sets.slice(0, 3).join(", ")}`,
    fix,
  );
}

const FOR = (pod: string): string =>
  exampleService({ name: "one", spec: `selector:\n  ${POD_NAME}: ${pod}\nports:\n  - port: 5432` });

export const serviceOrdinalOutOfRange: Rule = {
  id: "service-ordinal-out-of-range",
  code: "STS119",
  severity: "warning",
  summary: "A Service for one pod of a set selects a pod that the set has.",
  why: "The Service never has an endpoint: connections to it are refused.",
  fix: "select one of the pods that there are",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-name-label",
  passes: () => [documents(exampleService(), FOR("db-2"), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService(), FOR("db-3"), exampleSet()),
      findings: [{ path: "spec.selector[statefulset.kubernetes.io/pod-name]", at: "19:41" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      if (service.spec.type === "ExternalName") return;
      lookAtIndex(service, project, report);
      const pod = service.spec.selector?.[POD_NAME];
      if (pod === undefined) return;
      const { base, ordinal } = splitOrdinal(pod) ?? { base: pod, ordinal: -1 };
      const set = project.find("StatefulSet", namespaceOf(service), base);
      if (set === undefined) {
        lookForSet(pod, service, project, report);
        return;
      }
      const ordinals = ordinalsOf(project, set);
      if (hasOrdinal(ordinals, ordinal)) return;
      const related = [{ object: set, path: ["spec", "replicas"], message: `${ordinals.count} replicas` }];
      const message = `${pod} is none of the pods of StatefulSet ${base}, ${printPods(set, ordinals)}`;
      report(["spec", "selector", { key: POD_NAME }], message, { related });
    },
  },
};
