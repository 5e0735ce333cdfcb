import { templateOf } from "../facts/containers.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";
import { mountsByVolume } from "../facts/volumes.ts";

export const claimTemplateUnused: Rule = {
  id: "claim-template-unused",
  code: "STS301",
  severity: "warning",
  summary: "Every claim template is mounted by a container.",
  why:
    "A volume is made and paid for with every replica, and the data is written into the container, where it is " +
    "lost.",
  fix: "mount the claim where the program keeps its data, or take the template out",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates",
  looksFor: ["volumeMounts", "mountPath"],
  passes: () => [documents(exampleService(), exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ spec: exampleTemplates() })),
      findings: [{ path: "spec.volumeClaimTemplates[0]", at: "24:7" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const templates = set.spec.volumeClaimTemplates ?? [];
      if (templates.length === 0) return;
      const mounts = mountsByVolume(templateOf(set));
      for (const [index, { metadata }] of templates.entries()) {
        const users = mounts.get(metadata.name) ?? [];
        if (users.some(({ container }) => container.role !== "init")) continue;
        const who = users.length === 0 ? "no container mounts" : "only init containers, which end, mount";
        report(["spec", "volumeClaimTemplates", index], `${who} the claim "${metadata.name}"`);
      }
    },
  },
};
