import type { Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { CLUSTER_DOMAIN } from "../facts/cluster-domain.ts";
import { exampleService } from "../example.ts";
import { nameFlaw, ordinalFlaw } from "../facts/name-flaws.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

const ALIAS = (target: string): string => exampleService({ spec: `type: ExternalName\nexternalName: ${target}` });
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$|:/;

const IN_FULL = `.svc.${CLUSTER_DOMAIN}`;

interface AliasFlaw {
  readonly message: string;
  readonly write?: string;
}

/** What is wrong with a name that ends in the domain of the cluster: that of a Service, or of a pod. */
function targetFlaw(labels: readonly string[], service: Service, project: Project): string | undefined {
  const [name = "", namespace = "", ...more] = labels;
  const own = namespaceOf(service);
  if (more.length > 0) {
    const full = [...labels, ...IN_FULL.slice(1).split(".")];
    return nameFlaw({ labels: full, isSure: true }, own, project)?.because ?? ordinalFlaw(full, own, project);
  }
  const isKnown = project.workloads(namespace).length > 0 && project.isComplete("Service");
  if (!isKnown || project.find("Service", namespace, name) !== undefined) return undefined;
  return `there is no Service ${name} in namespace ${namespace}`;
}

function flawOf(service: Service, project: Project): AliasFlaw | undefined {
  const { externalName = "" } = service.spec;
  if (ADDRESS.test(externalName)) {
    return { message: `${externalName} is an address, and the Service's name answers NXDOMAIN` };
  }
  const name = externalName.replace(/\.$/, "");
  const labels = name
    .replace(IN_FULL, "")
    .replace(/\.svc$/, "")
    .split(".");
  if (labels[0] === service.metadata.name && labels[1] === namespaceOf(service) && labels.length === 2) {
    return { message: "the alias stands for itself" };
  }
  if (!name.endsWith(IN_FULL)) {
    const [first = "", namespace = namespaceOf(service)] = labels;
    const isShort = labels.length < 3 && project.find("Service", namespace, first) !== undefined;
    if (!isShort && !name.endsWith(".svc")) return undefined;
    const write = `${[first, namespace, ...labels.slice(2)].join(".")}${IN_FULL}`;
    return { message: `${externalName} is looked up outside the cluster: an alias is taken as it stands`, write };
  }
  const because = targetFlaw(labels, service, project);
  return because === undefined ? undefined : { message: `${externalName} answers NXDOMAIN: ${because}` };
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
      if (flaw === undefined) return;
      const fix = flaw.write === undefined ? {} : { fix: `write ${flaw.write}` };
      report(["spec", "externalName"], flaw.message, fix);
    },
  },
};
