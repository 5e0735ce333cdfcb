import type { Service } from "../../api/kinds/service/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { mayBeMade } from "../facts/makers.ts";
import { servicesNamed } from "../facts/name-flaws.ts";
import { dnsNameOf, ordinalsOf } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Particulars, Rule } from "../rule.ts";

/** The Service that was probably meant: headless, and selecting the set's pods. */
function meantFor(set: StatefulSet, project: Project): Service | undefined {
  const { serviceName = "", template } = set.spec;
  const selecting = project.servicesSelecting(namespaceOf(set), template.metadata?.labels);
  const headless = selecting.filter(({ spec }) => spec.clusterIP === "None");
  if (headless.length === 1) return headless[0];
  return headless.find(({ metadata: { name } }) => suggest(serviceName, [name]) !== undefined);
}

export const governingServiceMissing: Rule = {
  id: "governing-service-missing",
  code: "STS101",
  severity: "error",
  summary: "The Service that spec.serviceName names exists in the namespace of the set.",
  why: "The pods run, but no name of theirs is in DNS: a pod's own name is published by this Service alone.",
  fix: "add the headless Service, or name one that exists",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService({ name: "dbs" }), exampleSet()),
      findings: [{ path: "spec.serviceName", at: "18:16" }],
    },
    {
      manifest: documents(exampleService({ namespace: "data" }), exampleSet({ namespace: "shop" })),
      findings: [{ path: "spec.serviceName", at: "20:16" }],
    },
    {
      manifest: documents(exampleService(), exampleSet({ namespace: "shop" })),
      findings: [{ path: "metadata.namespace", at: "17:14" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { serviceName = "" } = set.spec;
      const namespace = namespaceOf(set);
      if (serviceName === "" || project.find("Service", namespace, serviceName) !== undefined) return;
      if (!project.isComplete("Service") || mayBeMade(project, "Service", namespace, serviceName)) return;
      const path = ["spec", "serviceName"];
      const message = `Service "${serviceName}" does not exist in namespace ${namespace}`;
      const proof = `${dnsNameOf(set)} answers NXDOMAIN`;
      const elsewhere = project.index(servicesNamed).get(serviceName)?.[0];
      const meant = meantFor(set, project);
      // A single pod is seldom asked for by its own name.
      const eased: Particulars = ordinalsOf(project, set).count > 1 ? {} : { severity: "warning" };
      if (elsewhere !== undefined) {
        const related = [{ object: elsewhere, path: ["metadata", "namespace"], message: "the Service of that name" }];
        const own = ["metadata", "namespace"];
        const isOdd = project.isWritten(set, own) && !project.isWritten(elsewhere, own);
        const where = `${message}, only in ${namespaceOf(elsewhere)}: ${proof}`;
        report(isOdd ? own : path, where, { ...eased, fix: "put both into one namespace", related });
      } else if (meant === undefined) report(path, `${message}: ${proof}`, eased);
      else {
        const related = [
          { object: meant, path: ["metadata", "name"], message: "a headless Service that selects these pods" },
        ];
        report(path, `${message}: ${proof}`, {
          ...eased,
          fix: `write ${meant.metadata.name}: it is headless and selects these pods`,
          related,
        });
      }
    },
  },
};
