import { namespaceOf } from "../../api/object.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { autoscalersOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const SCALER = (name: string, target: string): string =>
  exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
    name,
    body: `spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: ${target}\n  maxReplicas: 6`,
  });
const SETS = documents(exampleService(), exampleSet({ head: "serviceName: db" }));

export const autoscalersShareTarget: Rule = {
  id: "autoscalers-share-target",
  code: "STS509",
  severity: "error",
  summary: "A workload has one autoscaler.",
  why: "Both report AmbiguousSelector and stop scaling.",
  fix: "put all metrics into one HorizontalPodAutoscaler",
  source: "pkg/controller/podautoscaler/horizontal.go, hpasControllingPodsUnderSelector (1.36)",
  passes: () => [documents(SETS, SCALER("one", "db"))],
  fails: () => [
    {
      manifest: documents(SETS, SCALER("one", "db"), SCALER("two", "db")),
      findings: [{ path: "spec.scaleTargetRef", at: "48:5" }],
    },
  ],
  checks: {
    "HorizontalPodAutoscaler.autoscaling"(autoscaler, project, report) {
      const { kind, name } = autoscaler.spec.scaleTargetRef;
      const target = {
        apiVersion: "apps/v1",
        kind,
        metadata: { name, namespace: namespaceOf(autoscaler) },
      };
      const [first] = autoscalersOf(project, target);
      if (first === undefined || first === autoscaler) return;
      const related = [{ object: first, path: ["spec", "scaleTargetRef"], message: "the other autoscaler" }];
      const message = `${kind} ${name} is scaled by HorizontalPodAutoscaler ${first.metadata.name} already`;
      report(["spec", "scaleTargetRef"], message, { related });
    },
  },
};
