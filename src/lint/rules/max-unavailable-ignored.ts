import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

export const maxUnavailableIgnored: Rule = {
  id: "max-unavailable-ignored",
  code: "STS503",
  severity: "warning",
  summary: "A set leaves maxUnavailable out unless its cluster has the feature gate on.",
  why:
    "With the gate MaxUnavailableStatefulSet off, as it is by default, the field is dropped: pods are updated one " +
    "at a time.",
  fix: "take maxUnavailable out, or turn the gate on in the cluster",
  source: "pkg/registry/apps/statefulset/strategy.go, dropStatefulSetDisabledFields (1.36)",
  passes: () => [
    documents(exampleService(), exampleSet({ spec: "updateStrategy:\n  rollingUpdate:\n    partition: 0" })),
  ],
  fails: () => [
    {
      manifest: documents(
        exampleService(),
        exampleSet({ spec: "updateStrategy:\n  rollingUpdate:\n    maxUnavailable: 2" }),
      ),
      findings: [{ path: "spec.updateStrategy.rollingUpdate.maxUnavailable", at: "25:7" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const path = ["spec", "updateStrategy", "rollingUpdate", "maxUnavailable"];
      const value = project.written(set, path);
      if ((typeof value !== "number" && typeof value !== "string") || value === 1) return;
      report(path, `maxUnavailable ${value} is dropped while the gate is off`, { part: "key" });
    },
  },
};
