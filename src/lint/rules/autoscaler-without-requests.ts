import { namespaceOf } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { type PlacedContainer, runningContainersOf, templateOf } from "../facts/containers.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { HorizontalPodAutoscaler } from "../facts/checked-kinds.ts";
import type { Rule } from "../rule.ts";

const SCALER = exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
  body:
    "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6\n  metrics:\n" +
    "    - type: Resource\n      resource:\n        name: cpu\n        target:\n          type: Utilization\n          averageUtilization: 70",
});
const SET = (container: string): string => exampleSet({ head: "serviceName: db", container });

/** What an autoscaler compares with requests: a resource, of all containers or of one. */
interface Measured {
  readonly resource: string;
  readonly container?: string;
}

/** CPU if it names no metric. */
function measuredBy({ spec }: HorizontalPodAutoscaler): readonly Measured[] {
  const metrics = valueAt(spec, ["metrics"]);
  if (!Array.isArray(metrics) || metrics.length === 0) return [{ resource: "cpu" }];
  return metrics.flatMap((metric) => {
    const type = valueAt(metric, ["type"]);
    const field = type === "Resource" ? "resource" : type === "ContainerResource" ? "containerResource" : "";
    const resource = valueAt(metric, [field, "name"]);
    const container = valueAt(metric, [field, "container"]);
    const isRelative = valueAt(metric, [field, "target", "type"]) === "Utilization";
    if (!isRelative || typeof resource !== "string") return [];
    return [typeof container === "string" ? { resource, container } : { resource }];
  });
}

/** The first container that has no request of what is measured. */
function lackingIn(
  containers: readonly PlacedContainer[],
  { resource, container: only }: Measured,
): PlacedContainer | undefined {
  return containers.find(({ container: { name, resources } }) => {
    if (only !== undefined && name !== only) return false;
    return resources?.requests?.[resource] === undefined && resources?.limits?.[resource] === undefined;
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
      const containers = runningContainersOf(templateOf(target));
      for (const measured of measuredBy(autoscaler)) {
        const { resource, container } = measured;
        if (container !== undefined && !containers.some((one) => one.container.name === container)) {
          report(["spec", "metrics"], `${kind} ${name} has no container "${container}", whose ${resource} is measured`);
          continue;
        }
        const lacking = lackingIn(containers, measured);
        if (lacking === undefined) continue;
        const message = `container "${lacking.container.name}" of ${kind} ${name} requests no ${resource}`;
        const related = [{ object: target, path: [...lacking.path, "resources"], message: "no request here" }];
        report(["spec", "metrics"], message, { related });
      }
    },
  },
};
