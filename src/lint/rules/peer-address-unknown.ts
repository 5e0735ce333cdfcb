import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { type FieldPath, valueAt } from "../../base/field-path.ts";
import { containersOf } from "../facts/containers.ts";
import { type HostName, hostThatIs } from "../facts/dns-names.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { namingTextsOf } from "../facts/host-texts.ts";
import { isOfCluster, nameFlaw, type NameFlaw } from "../facts/name-flaws.ts";
import { splitOrdinal } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { setsUnder } from "../facts/selection.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { workloadIn } from "../facts/workload.ts";

const JOIN = (address: string): string => exampleSet({ container: `args:\n  - --join=${address}` });
const CONFIG = (address: string): string =>
  exampleObject("v1", "ConfigMap", { name: "db-conf", body: `data:\n  db.conf: primary=${address}` });
const CLIENT = exampleService({ name: "client", spec: "selector:\n  app: db\nports:\n  - port: 5432" });

const PROBES: readonly FieldPath[] = [
  ["livenessProbe"],
  ["readinessProbe"],
  ["startupProbe"],
  ["lifecycle", "postStart"],
  ["lifecycle", "preStop"],
];

const ACTIONS: readonly FieldPath[] = [
  ["httpGet", "host"],
  ["tcpSocket", "host"],
];

/** A pod that looks into other namespaces by itself, or has a list of hosts of its own. */
function hasOwnNames(object: KubeObject): boolean {
  const spec = workloadIn(object)?.spec;
  return (spec?.dnsConfig?.searches ?? []).length > 0 || valueAt(spec, ["hostAliases"]) !== undefined;
}

/** In configuration, which has no end of dotted words, a full name or the address of a pod of a known set. */
function isAddress({ labels }: HostName, own: string, project: Project): boolean {
  const [pod = "", service, namespace, svc] = labels;
  if (namespace === "svc" || svc === "svc") return true;
  const { base } = splitOrdinal(pod) ?? {};
  if (service === undefined || base === undefined) return false;
  return project.find("StatefulSet", own, base) !== undefined || setsUnder(project, own, service).length > 0;
}

/** Hosts of probes and hooks, which the kubelet asks the DNS of its node for. */
function lookAtProbes(object: KubeObject, project: Project, report: Report): void {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of containersOf(workload)) {
    for (const name of PROBES) {
      const probe = valueAt(container, name);
      if (probe === undefined) continue;
      for (const action of ACTIONS) {
        if (valueAt(probe, action) === undefined) continue;
        const place = [...name, ...action];
        const text = valueAt(container, place);
        const host = typeof text === "string" ? hostThatIs(text) : undefined;
        if (host === undefined || !isOfCluster({ ...host, isSure: true }, namespaceOf(object), project)) continue;
        const message = `${host.labels.join(".")} answers NXDOMAIN: the kubelet asks for it with the DNS of its node`;
        report([...path, ...place], message, { fix: "take the host out: the pod itself is asked then" });
      }
    }
  }
}

interface FlawedName extends NameFlaw {
  readonly name: string;
  readonly pod: string;
}

/** Tells once what is wrong with all names of a text alike, as with those of all members of a set. */
function reportNames(names: readonly FlawedName[], path: FieldPath, own: string, report: Report): void {
  const alike = new Map<string, FlawedName[]>();
  for (const one of names) {
    const why = one.because.replaceAll(one.pod, "");
    const list = alike.get(why);
    if (list === undefined) alike.set(why, [one]);
    else list.push(one);
  }
  for (const [first, ...more] of alike.values()) {
    if (first === undefined) continue;
    const { name, because, write, fix } = first;
    const likewise = more.length === 0 ? "" : ` (and ${more.length} more)`;
    const others = more.length === 0 ? "" : ", and the others likewise";
    const message = `${name}${likewise} answers NXDOMAIN from namespace ${own}: ${because}`;
    const advice = write === undefined ? fix : `write ${write}${others}`;
    report(path, message, advice === undefined ? {} : { fix: advice });
  }
}

interface WrongText {
  readonly path: FieldPath;
  readonly flawed: readonly FlawedName[];
}

/** A name that a text has from a variable is told of where the variable has it. */
function reportTexts(texts: readonly WrongText[], object: KubeObject, own: string, report: Report): void {
  const isWritten = (name: string, path: FieldPath): boolean => String(valueAt(object, path)).includes(name);
  const written = new Set<string>();
  for (const { path, flawed } of texts) {
    for (const { name } of flawed) if (isWritten(name, path)) written.add(name);
  }
  for (const { path, flawed } of texts) {
    const here = flawed.filter(({ name }) => !written.has(name) || isWritten(name, path));
    reportNames(here, path, own, report);
  }
}

const check: Check<KubeObject> = (object, project, report) => {
  if (!project.isComplete("Service", "StatefulSet")) return;
  lookAtProbes(object, project, report);
  if (hasOwnNames(object)) return;
  const own = namespaceOf(object);
  const isConfig = object.kind === "ConfigMap" || object.kind === "Secret";
  const wrong: WrongText[] = [];
  for (const { path, hosts } of namingTextsOf(object, project)) {
    const told = new Set<string>();
    const flawed: FlawedName[] = [];
    for (const host of hosts) {
      const name = host.labels.join(".");
      if (told.has(name) || (isConfig && !isAddress(host, own, project))) continue;
      told.add(name);
      const flaw = nameFlaw(host, own, project);
      if (flaw !== undefined) flawed.push({ name, pod: host.labels[0] ?? "", ...flaw });
    }
    if (flawed.length > 0) wrong.push({ path, flawed });
  }
  if (wrong.length > 0) reportTexts(wrong, object, own, report);
};

export const peerAddressUnknown: Rule = {
  id: "peer-address-unknown",
  code: "STS117",
  severity: "error",
  summary: "Names of pods and Services in commands, variables and configuration can be resolved.",
  why: "A pod's name is published below its governing Service, in the namespace of both, and nowhere else.",
  fix: "write <pod>.<governing Service>, with .<namespace>.svc behind it from other namespaces",
  source: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/",
  looksFor: ["serviceName"],
  passes: () => [
    documents(exampleService(), JOIN("db-0.db:5432")),
    documents(exampleService(), JOIN("db-0.db.default.svc.cluster.local")),
    documents(exampleService(), JOIN("$(POD_NAME).db,/data/db-0.log,db.example.com")),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), CLIENT, JOIN("db-0.client:5432")),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "42:15" }],
    },
    {
      manifest: documents(exampleService(), JOIN("db-0.db.prod.svc.cluster.local")),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "32:15" }],
    },
    {
      manifest: documents(exampleService(), JOIN("db-1:5432")),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "32:15" }],
    },
    {
      manifest: documents(exampleService(), CLIENT, exampleSet(), CONFIG("db-0.client")),
      findings: [{ path: "data[db.conf]", at: "47:12" }],
    },
  ],
  checks: { ...ofWorkloads(check), ConfigMap: check, Secret: check },
};
