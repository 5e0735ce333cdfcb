import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (volume: string): string =>
  exampleSet({
    spec: exampleTemplates(),
    container: EXAMPLE_MOUNT,
    pod: `volumes:\n  - name: ${volume}\n    emptyDir: {}`,
  });

export const claimTemplateShadowsVolume: Rule = {
  id: "claim-template-shadows-volume",
  code: "STS303",
  severity: "warning",
  summary: "A volume of the template and a claim template have different names.",
  why: "The controller puts the claim in the place of the volume in every pod, without a word.",
  fix: "rename the volume, or take it out",
  source: "pkg/controller/statefulset/stateful_set_utils.go, updateStorage (1.36)",
  passes: () => [documents(exampleService(), SET("tmp"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("data")),
      findings: [{ path: "spec.template.spec.volumes[0]", at: "38:11" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const templates = new Map(
        (set.spec.volumeClaimTemplates ?? []).map(({ metadata }, index) => [metadata.name, index]),
      );
      for (const [index, volume] of (set.spec.template.spec.volumes ?? []).entries()) {
        const { name, persistentVolumeClaim } = volume;
        const template = templates.get(name);
        if (template === undefined) continue;
        const related = [{ object: set, path: ["spec", "volumeClaimTemplates", template], message: "the claim" }];
        const path = ["spec", "template", "spec", "volumes", index];
        const message = `volume "${name}" is replaced by the claim of that name`;
        // Written as a stand-in for the claim, it means what it becomes.
        const isStandIn = persistentVolumeClaim?.claimName === name;
        report(path, message, isStandIn ? { related, severity: "info" } : { related });
      }
    },
  },
};
