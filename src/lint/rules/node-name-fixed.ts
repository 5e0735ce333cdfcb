import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

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
    StatefulSet(set, _project, report) {
      const { nodeName = "" } = set.spec.template.spec;
      if (nodeName === "") return;
      report(["spec", "template", "spec", "nodeName"], `every pod is put on the node ${nodeName}`, { part: "key" });
    },
  },
};
