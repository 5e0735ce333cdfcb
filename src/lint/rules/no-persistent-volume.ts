import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";

export const noPersistentVolume: Rule = {
  id: "no-persistent-volume",
  code: "STS319",
  severity: "info",
  summary: "A set has storage of its own.",
  why: "Without a claim nothing is kept when a pod is replaced: what remains is the name and the order.",
  fix: "add a claim template, or use a Deployment where neither names nor data matter",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#using-statefulsets",
  looksFor: ["volumeMounts", "volumes", "persistentVolumeClaim", "hostPath"],
  passes: () => [documents(exampleService(), exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet()),
      findings: [{ path: "spec.volumeClaimTemplates", at: "17:1" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      if ((set.spec.volumeClaimTemplates ?? []).length > 0) return;
      const { volumes = [] } = set.spec.template.spec;
      const keeps = ["persistentVolumeClaim", "hostPath", "nfs", "csi", "ephemeral", "iscsi", "fc"];
      if (volumes.some((volume) => keeps.some((source) => volume[source] !== undefined))) return;
      report(["spec", "volumeClaimTemplates"], `StatefulSet ${set.metadata.name} keeps no data`);
    },
  },
};
