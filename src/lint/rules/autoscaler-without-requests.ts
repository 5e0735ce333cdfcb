import { namespaceOf } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { runningContainersOf, templateOf } from "../containers.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { HorizontalPodAutoscaler } from "../checked-kinds.ts";
import type { Rule } from "../rule.ts";

const SCALER = exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
  body:
    "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6\n  metrics:\n" +
    "    - type: Resource\n      resource:\n        name: cpu\n        target:\n          type: Utilization\n          averageUtilization: 70",
});
const SET = (container: string): string => exampleSet({ head: "serviceName: db", container });

/** The resources that an autoscaler compares with requests; CPU if it names no metric. */
function resourcesOf({ spec }: HorizontalPodAutoscaler): readonly string[] {
  const metrics = valueAt(spec, ["metrics"]);
  if (!Array.isArray(metrics) || metrics.length === 0) return ["cpu"];
  return metrics.flatMap((metric) => {
    if (valueAt(metric, ["type"]) !== "Resource") return [];
    const name = valueAt(metric, ["resource", "name"]);
    const isRelative = valueAt(metric, ["resource", "target", "type"]) === "Utilization";
    return isRelative && typeof name === "string" ? [name] : [];
  });
}

export const autoscalerWithoutRequests: Rule = {
  id: "autoscaler-without-requests",
  code: "STS508",
  severity: "warning",
  summary: "Containers request what an autoscaler measures as a share.",
  why:
    "Utilization is a share of the request: without one the autoscaler reports FailedGetResourceMetric and does " +
    "not scale.",
  fix: "set resources.requests in every container",
  source:
    "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work",
  passes: () => [documents(exampleService(), SET("resources:\n  requests:\n    cpu: 500m"), SCALER)],
  fails: () => [
    { manifest: documents(exampleService(), SET(""), SCALER), findings: [{ path: "spec.metrics", at: "42:5" }] },
  ],
  checks: {
    "HorizontalPodAutoscaler.autoscaling"(autoscaler, project, report) {
      const { kind, name } = autoscaler.spec.scaleTargetRef;
      if (kind !== "StatefulSet" && kind !== "Deployment") return;
      const target = project.find(kind, namespaceOf(autoscaler), name);
      if (target === undefined) return;
      for (const resource of resourcesOf(autoscaler)) {
        const lacking = runningContainersOf(templateOf(target)).find(({ container: { resources } }) => {
          return resources?.requests?.[resource] === undefined && resources?.limits?.[resource] === undefined;
        });
        if (lacking === undefined) continue;
        const message = `container "${lacking.container.name}" of ${kind} ${name} requests no ${resource}`;
        const related = [{ object: target, path: [...lacking.path, "resources"], message: "no request here" }];
        report(["spec", "metrics"], message, { related });
      }
    },
  },
};
