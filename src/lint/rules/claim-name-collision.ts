import { namespaceOf } from "../../api/object.ts";
import { templatesByPrefix } from "../facts/claims.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const SET = (name: string, claim: string): string => {
  const container = EXAMPLE_MOUNT.replace("data", claim);
  const labels = `app: ${name}`;
  return exampleSet({ name, selector: labels, container, spec: exampleTemplates({ name: claim }) });
};

export const claimNameCollision: Rule = {
  id: "claim-name-collision",
  code: "STS204",
  severity: "error",
  summary: "No two sets make claims of the same name.",
  why:
    "Claims are called <template>-<set>-<ordinal>: two pods of different sets mount one claim and write into one " +
    "volume.",
  fix: "rename a claim template or a set",
  source: "pkg/controller/statefulset/stateful_set_utils.go, getPersistentVolumeClaimName (1.36)",
  passes: () => [documents(exampleService(), SET("db", "data"), SET("cache", "data"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("b-c", "a"), SET("c", "a-b")),
      findings: [{ path: "spec.volumeClaimTemplates[0].metadata.name", at: "56:15" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      for (const [index, template] of (set.spec.volumeClaimTemplates ?? []).entries()) {
        const prefix = `${template.metadata.name}-${set.metadata.name}`;
        const others = project.index(templatesByPrefix).get(`${namespaceOf(set)}/${prefix}`) ?? [];
        const [first] = others;
        if (first === undefined || first.set === set) continue;
        const [own, theirs] = [ordinalsOf(project, set), ordinalsOf(project, first.set)];
        const shared = Math.max(own.first, theirs.first);
        if (shared > Math.min(own.last, theirs.last)) continue;
        const path = ["spec", "volumeClaimTemplates", index, "metadata", "name"];
        const related = [
          { object: first.set, path: ["spec", "volumeClaimTemplates", first.index], message: "the other template" },
        ];
        report(path, `${prefix}-${shared} is also the claim of StatefulSet ${first.set.metadata.name}`, { related });
      }
    },
  },
};
