import { documents, exampleService, exampleSet } from "../example.ts";
import { dnsNameOf } from "../ordinals.ts";
import type { Rule } from "../rule.ts";

/** Resolvers that answer everybody. */
const PUBLIC = new Set(["8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "208.67.222.222", "208.67.220.220"]);

export const hostNetworkDns: Rule = {
  id: "host-network-dns",
  code: "STS120",
  severity: "error",
  summary: "The pods of a set with a governing Service ask the DNS of the cluster.",
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
  checks: {
    StatefulSet(set, _project, report) {
      const { hostNetwork = false, dnsPolicy = "ClusterFirst", dnsConfig } = set.spec.template.spec;
      if ((set.spec.serviceName ?? "") === "") return;
      const { nameservers = [] } = dnsConfig ?? {};
      if (dnsPolicy === "None" && nameservers.every((address) => PUBLIC.has(address))) {
        const who = nameservers.join(", ");
        const message = `${who} do not know the cluster and answer NXDOMAIN to ${dnsNameOf(set)}`;
        report(["spec", "template", "spec", "dnsConfig", "nameservers"], message);
      }
      const isNodes = dnsPolicy === "Default" || (dnsPolicy === "ClusterFirst" && hostNetwork);
      if (!isNodes) return;
      const why = hostNetwork ? `dnsPolicy ${dnsPolicy} with hostNetwork` : `dnsPolicy ${dnsPolicy}`;
      const edit = {
        do: "set",
        path: ["spec", "template", "spec", "dnsPolicy"],
        value: "ClusterFirstWithHostNet",
      } as const;
      const message = `${why} means the DNS of the node, which answers NXDOMAIN to ${dnsNameOf(set)}`;
      report(["spec", "template", "spec", "dnsPolicy"], message, hostNetwork ? { edits: [edit] } : {});
    },
  },
};
