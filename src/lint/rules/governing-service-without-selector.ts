import type { Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { dnsNameOf } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";
import { setsGovernedBy } from "../facts/selection.ts";

const BARE = "clusterIP: None\nports:\n  - name: sql\n    port: 5432";

/** The Services, as `namespace/name`, whose endpoints somebody writes by hand. */
function handWritten(project: Project): ReadonlySet<string> {
  const slices = project.list("EndpointSlice").map((slice) => {
    return `${namespaceOf(slice)}/${slice.metadata.labels?.["kubernetes.io/service-name"] ?? ""}`;
  });
  return new Set([...slices, ...project.list("Endpoints").map((one) => `${namespaceOf(one)}/${one.metadata.name}`)]);
}

function hasEndpoints(service: Service, project: Project): boolean {
  return project.index(handWritten).has(`${namespaceOf(service)}/${service.metadata.name}`);
}

export const governingServiceWithoutSelector: Rule = {
  id: "governing-service-without-selector",
  code: "STS104",
  severity: "error",
  summary: "The governing Service selects the pods of its set.",
  why: "Endpoints are made for Services with a selector only: without them no pod has a name in DNS.",
  fix: "add spec.selector with the labels of the pod template",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService({ spec: BARE }), exampleSet()),
      findings: [{ path: "spec.selector", at: "5:1" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      const { type, selector = {} } = service.spec;
      if (type === "ExternalName" || Object.keys(selector).length > 0 || hasEndpoints(service, project)) return;
      const [set] = setsGovernedBy(project, service);
      if (set === undefined) return;
      const related = [{ object: set, path: ["spec", "serviceName"], message: "the set that it governs" }];
      const message = `Service "${service.metadata.name}" has no selector and thus no endpoints`;
      report(["spec", "selector"], `${message}: ${dnsNameOf(set)} answers NXDOMAIN`, { related });
    },
  },
};
