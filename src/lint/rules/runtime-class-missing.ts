import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { missingClasses } from "../facts/missing-classes.ts";
import type { Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";

const CLASS = exampleObject("node.k8s.io/v1", "RuntimeClass", { name: "sand", body: "handler: runsc" });
const SET = (name: string): string => exampleSet({ pod: `runtimeClassName: ${name}` });

export const runtimeClassMissing: Rule = {
  id: "runtime-class-missing",
  code: "STS436",
  severity: "warning",
  summary: "Where manifests bring RuntimeClass objects, pods name one of them.",
  why: "Every pod is refused with RuntimeClass … not found, and nothing of the set runs.",
  fix: "correct the name, or add the RuntimeClass",
  source: "https://kubernetes.io/docs/concepts/containers/runtime-class/",
  passes: () => [documents(CLASS, exampleService(), SET("sand"))],
  fails: () => [
    {
      manifest: documents(CLASS, exampleService(), SET("sander")),
      findings: [{ path: "spec.template.spec.runtimeClassName", at: "34:25" }],
    },
  ],
  checks: ofWorkloads(missingClasses({ kind: "RuntimeClass.node.k8s.io", field: "runtimeClassName", everywhere: [] })),
};
