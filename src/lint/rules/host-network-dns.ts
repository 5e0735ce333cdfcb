import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { CLUSTER_DOMAIN } from "../facts/cluster-domain.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { namingTextsOf } from "../facts/host-texts.ts";
import { isOfCluster } from "../facts/name-flaws.ts";
import { dnsNameOf } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

/** Resolvers that answer everybody. */
const PUBLIC = new Set(["8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "208.67.222.222", "208.67.220.220"]);

/** The names of the cluster that the texts of a workload use. */
function namesUsed(object: KubeObject, project: Project): readonly string[] {
  const own = namespaceOf(object);
  const hosts = namingTextsOf(object, project).flatMap((text) => text.hosts);
  return hosts.filter((host) => isOfCluster(host, own, project)).map(({ labels }) => labels.join("."));
}

/** Whether the resolver of a pod knows the cluster; `name`: one that it is asked for. */
function lookAt({ spec, path }: Workload, name: string, report: Report): void {
  const { hostNetwork = false, dnsPolicy = "ClusterFirst", dnsConfig } = spec;
  const { nameservers = [] } = dnsConfig ?? {};
  if (dnsPolicy === "None" && nameservers.every((address) => PUBLIC.has(address))) {
    const message = `${nameservers.join(", ")} do not know the cluster and answer NXDOMAIN to ${name}`;
    report([...path, "spec", "dnsConfig", "nameservers"], message);
  }
  if (dnsPolicy !== "Default" && (dnsPolicy !== "ClusterFirst" || !hostNetwork)) return;
  const why = hostNetwork ? `dnsPolicy ${dnsPolicy} with hostNetwork` : `dnsPolicy ${dnsPolicy}`;
  const field = [...path, "spec", "dnsPolicy"];
  const edit = { do: "set", path: field, value: "ClusterFirstWithHostNet" } as const;
  const message = `${why} means the DNS of the node, which answers NXDOMAIN to ${name}`;
  report(field, message, hostNetwork ? { edits: [edit] } : {});
}

/** Without a search path a name is asked for as it stands. */
function lookAtSearches({ spec, path }: Workload, names: readonly string[], report: Report): void {
  const { dnsPolicy, dnsConfig } = spec;
  const { nameservers = [], searches = [] } = dnsConfig ?? {};
  if (dnsPolicy !== "None" || searches.length > 0 || nameservers.every((address) => PUBLIC.has(address))) return;
  const short = names.find((name) => !name.endsWith(`.svc.${CLUSTER_DOMAIN}`));
  if (short === undefined) return;
  const message = `without searches ${short} is asked for as it stands and answers NXDOMAIN`;
  report([...path, "spec", "dnsConfig"], message, { fix: `write names in full, ending in .svc.${CLUSTER_DOMAIN}` });
}

/** Whether the texts name something of the cluster decides where no governing Service does. */
const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const { hostNetwork = false, dnsPolicy = "ClusterFirst" } = workload.spec;
  if (!hostNetwork && dnsPolicy === "ClusterFirst") return;
  const names = namesUsed(object, project);
  const [first] = names;
  if (first !== undefined) lookAt(workload, first, report);
  lookAtSearches(workload, names, report);
};

const checkSet: Check<StatefulSet> = (set, project, report) => {
  const workload = workloadIn(set);
  if ((set.spec.serviceName ?? "") === "") check(set, project, report);
  else if (workload !== undefined) {
    lookAt(workload, dnsNameOf(set), report);
    if (workload.spec.dnsPolicy === "None") lookAtSearches(workload, namesUsed(set, project), report);
  }
};

export const hostNetworkDns: Rule = {
  id: "host-network-dns",
  code: "STS120",
  severity: "error",
  summary: "Pods of sets, and pods that use names of the cluster, ask the DNS of the cluster.",
  why: "With the node's resolver no name of the cluster is found, neither Services nor peers.",
  fix: "set dnsPolicy: ClusterFirst, or ClusterFirstWithHostNet with hostNetwork",
  source: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy",
  passes: () => [
    documents(exampleService(), exampleSet({ pod: "hostNetwork: true\ndnsPolicy: ClusterFirstWithHostNet" })),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ pod: "hostNetwork: true" })),
      findings: [{ path: "spec.template.spec.dnsPolicy", at: "27:5" }],
    },
    {
      manifest: documents(exampleService(), exampleSet({ pod: "dnsPolicy: Default" })),
      findings: [{ path: "spec.template.spec.dnsPolicy", at: "28:18" }],
    },
  ],
  checks: { ...ofWorkloads(check), StatefulSet: checkSet },
};
