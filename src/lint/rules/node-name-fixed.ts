import { documents, exampleService, exampleSet } from "../example.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const HOSTNAME = "kubernetes.io/hostname";

export const nodeNameFixed: Rule = {
  id: "node-name-fixed",
  code: "STS433",
  severity: "warning",
  summary: "The scheduler chooses the node of a pod.",
  why:
    "All pods lie on one node, also when it is full, cordoned or gone: they fail there and are made again on the " +
    "same one.",
  fix: "take nodeName out, and use nodeSelector or affinity",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ pod: "nodeName: worker-1" })),
      findings: [{ path: "spec.template.spec.nodeName", at: "28:7" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { nodeName = "", nodeSelector = {} } = set.spec.template.spec;
      const path = ["spec", "template", "spec"];
      if (nodeName !== "") {
        report([...path, "nodeName"], `every pod is put on the node ${nodeName}`, { part: "key" });
        return;
      }
      const { count } = ordinalsOf(project, set);
      const host = nodeSelector[HOSTNAME];
      if (host === undefined || count < 2) return;
      const message = `all ${count} pods are bound to the node ${host}, and stay Pending while it is full or gone`;
      report([...path, "nodeSelector", { key: HOSTNAME }], message, { fix: "select nodes by another label" });
    },
  },
};
