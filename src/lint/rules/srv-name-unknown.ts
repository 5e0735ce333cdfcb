import type { Service } from "../../api/kinds/service/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { type SrvName, srvNamesIn } from "../facts/dns-names.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { namingTextsOf } from "../facts/host-texts.ts";
import { type NameFlaw, servicesNamed } from "../facts/name-flaws.ts";
import { splitOrdinal } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";

const FIND = (name: string): string => exampleSet({ container: `args:\n  - --peers=dns+srv://${name}` });

function portFlaw({ port, protocol }: SrvName, { metadata, spec }: Service): NameFlaw | undefined {
  const { name } = metadata;
  if (spec.type === "ExternalName") return { because: `Service ${name} is an alias and has no SRV records` };
  const ports = spec.ports ?? [];
  const has = ports.some((one) => one.name === port && (one.protocol ?? "TCP").toLowerCase() === protocol);
  if (has) return undefined;
  const same = ports.find((one) => one.name === port);
  if (same !== undefined) {
    const real = same.protocol ?? "TCP";
    return { because: `port ${port} of Service ${name} is ${real}`, write: `_${port}._${real.toLowerCase()}` };
  }
  const names = ports.flatMap((one) => one.name ?? []);
  const meant = suggest(port, names);
  const because =
    names.length === 0
      ? `no port of Service ${name} has a name, and only named ports have SRV records`
      : `Service ${name} has no port ${port}, only ${names.join(", ")}`;
  return meant === undefined ? { because } : { because, write: `_${meant}._${protocol}` };
}

/** Why a lookup of SRV records by a pod of a namespace finds none, where the manifests tell. */
function flawOf(srv: SrvName, own: string, project: Project): NameFlaw | undefined {
  const [first = "", second = own] = srv.labels;
  const set = project.find("StatefulSet", own, splitOrdinal(first)?.base ?? "");
  if (set !== undefined && set.spec.serviceName === second) {
    const write = `_${srv.port}._${srv.protocol}.${second}`;
    return { because: "there are no SRV records of a port below a pod's name", write };
  }
  const isService = srv.labels.length < 3 || srv.labels[2] === "svc";
  if (!isService) return undefined;
  const service = project.find("Service", second, first);
  if (service !== undefined) return portFlaw(srv, service);
  const [other, ...more] = project.index(servicesNamed).get(first) ?? [];
  if (other === undefined || more.length > 0) return undefined;
  const namespace = namespaceOf(other);
  return { because: `Service ${first} is in namespace ${namespace}`, write: `${first}.${namespace}.svc` };
}

const check: Check<KubeObject> = (object, project, report) => {
  if (!project.isComplete("Service", "StatefulSet")) return;
  const own = namespaceOf(object);
  for (const { path, text } of namingTextsOf(object, project)) {
    if (!text.includes("._")) continue;
    const told = new Set<string>();
    for (const srv of srvNamesIn(text)) {
      const name = [`_${srv.port}`, `_${srv.protocol}`, ...srv.labels].join(".");
      const flaw = told.has(name) ? undefined : flawOf(srv, own, project);
      told.add(name);
      if (flaw === undefined) continue;
      const { because, write } = flaw;
      const message = `${name} answers NXDOMAIN from namespace ${own}: ${because}`;
      report(path, message, write === undefined ? {} : { fix: `write ${write}` });
    }
  }
};

export const srvNameUnknown: Rule = {
  id: "srv-name-unknown",
  code: "STS128",
  severity: "error",
  summary: "A name under which SRV records are looked up has a port of that name and protocol.",
  why: "SRV records are made of the named ports of a Service alone: the lookup finds nothing, and no peer is found.",
  fix: "write _<port name>._<protocol>.<Service>, or give the Service's port this name",
  source: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#srv-records",
  passes: () => [
    documents(exampleService(), FIND("_sql._tcp.db")),
    documents(exampleService(), FIND("_sql._tcp.db.default.svc.cluster.local")),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), FIND("_postgres._tcp.db")),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "32:15" }],
    },
    {
      manifest: documents(exampleService(), FIND("_sql._udp.db.default.svc")),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "32:15" }],
    },
  ],
  checks: { ...ofWorkloads(check), ConfigMap: check, Secret: check },
};
