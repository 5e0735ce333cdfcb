import type { Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { exampleService } from "../example.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

const ALIAS = (target: string): string => exampleService({ spec: `type: ExternalName\nexternalName: ${target}` });
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$|:/;

/** The Service that a name of the cluster stands for. */
function targetOf(name: string): { readonly name: string; readonly namespace: string } | undefined {
  const match = /^([^.]+)\.([^.]+)\.svc(?:\.cluster\.local)?\.?$/.exec(name);
  return match === null ? undefined : { name: match[1] ?? "", namespace: match[2] ?? "" };
}

function flawOf(service: Service, project: Project): string | undefined {
  const { externalName = "" } = service.spec;
  if (ADDRESS.test(externalName)) return `${externalName} is an address, and the Service's name answers NXDOMAIN`;
  const target = targetOf(externalName);
  if (target === undefined) return undefined;
  const { name, namespace } = target;
  if (name === service.metadata.name && namespace === namespaceOf(service)) return "the alias stands for itself";
  const isKnown = project.workloads(namespace).length > 0 && project.isComplete("Service");
  if (!isKnown || project.find("Service", namespace, name) !== undefined) return undefined;
  return `${externalName} answers NXDOMAIN: there is no Service ${name} in namespace ${namespace}`;
}

export const externalNameUnusable: Rule = {
  id: "external-name-unusable",
  code: "STS121",
  severity: "error",
  summary: "The alias of an ExternalName Service stands for another name that exists.",
  why: "Such a Service is nothing but a CNAME: DNS has no CNAME to an address, and none to itself.",
  fix: "name a host, or use a Service without selector and an EndpointSlice for addresses",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#externalname",
  passes: () => [ALIAS("db.example.com")],
  fails: () => [
    { manifest: ALIAS("192.0.2.10"), findings: [{ path: "spec.externalName", at: "7:17" }] },
    { manifest: ALIAS("db.default.svc.cluster.local"), findings: [{ path: "spec.externalName", at: "7:17" }] },
  ],
  checks: {
    Service(service, project, report) {
      if (service.spec.type !== "ExternalName") return;
      const flaw = flawOf(service, project);
      if (flaw !== undefined) report(["spec", "externalName"], flaw);
    },
  },
};
