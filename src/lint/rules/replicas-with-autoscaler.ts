import type { KubeObject } from "../../api/object.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { autoscalersOf } from "../facts/ordinals.ts";
import type { Check, Rule } from "../rule.ts";

const SCALER = exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
  body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  minReplicas: 2\n  maxReplicas: 6",
});

const check: Check<KubeObject> = (object, project, report) => {
  const path = ["spec", "replicas"];
  const replicas = project.written(object, path);
  if (typeof replicas !== "number" || replicas === 0) return;
  const [autoscaler] = autoscalersOf(project, object);
  if (autoscaler === undefined) return;
  const { name } = autoscaler.metadata;
  const related = [{ object: autoscaler, path: ["spec", "scaleTargetRef"], message: "the autoscaler's target" }];
  report(path, `every apply sets ${replicas} replicas again, against HorizontalPodAutoscaler ${name}`, {
    part: "key",
    related,
    edits: [],
  });
};

export const replicasWithAutoscaler: Rule = {
  id: "replicas-with-autoscaler",
  code: "STS506",
  severity: "warning",
  summary: "The number of replicas is left to the autoscaler.",
  why: "Every apply scales to the number in the manifest, and removes pods that the load needs.",
  fix: "leave spec.replicas out",
  source:
    "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling",
  passes: () => [documents(exampleService(), exampleSet({ head: "serviceName: db" }), SCALER)],
  fails: () => [
    { manifest: documents(exampleService(), exampleSet(), SCALER), findings: [{ path: "spec.replicas", at: "19:3" }] },
  ],
  checks: { StatefulSet: check, Deployment: check },
};
