import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { autoscalerTargetMissing } from "../../../src/lint/rules/autoscaler-target-missing.ts";
import { messagesIn } from "../messages.ts";

it("lets autoscalers have other targets", () => {
  expect(
    messagesIn(
      exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
        name: "x",
        body: "spec:\n  scaleTargetRef:\n    apiVersion: example.com/v1\n    kind: Database\n    name: x\n  maxReplicas: 2",
      }),
      autoscalerTargetMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
        name: "x",
        body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: x\n  maxReplicas: 6",
      }),
      autoscalerTargetMissing,
    ),
  ).toEqual(["spec.scaleTargetRef.name: there is no StatefulSet x in namespace default"]);
  expect(
    messagesIn(
      documents(
        exampleService({ namespace: "other" }),
        exampleSet({ namespace: "other", head: "serviceName: db" }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6",
        }),
      ),
      autoscalerTargetMissing,
    ),
  ).toEqual(["spec.scaleTargetRef.name: there is no StatefulSet db in namespace default, only in other"]);
});

it("knows in which group sets are", () => {
  const scaler = (apiVersion: string): string =>
    exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
      body: `spec:\n  scaleTargetRef:\n    apiVersion: ${apiVersion}\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6`,
    });
  expect(messagesIn(documents(exampleSet(), scaler("apps/v1")), autoscalerTargetMissing)).toEqual([]);
  expect(messagesIn(documents(exampleSet(), scaler("extensions/v1beta1")), autoscalerTargetMissing)).toEqual([
    "spec.scaleTargetRef.apiVersion: there is no StatefulSet in extensions/v1beta1",
  ]);
});

it("knows kinds that cannot be scaled", () => {
  const scaler = (kind: string, apiVersion = "apps/v1"): string =>
    exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
      body: `spec:\n  scaleTargetRef:\n    apiVersion: ${apiVersion}\n    kind: ${kind}\n    name: db\n  maxReplicas: 6`,
    });
  const found = (text: string): readonly string[] => messagesIn(documents(exampleSet(), text), autoscalerTargetMissing);
  expect(found(scaler("Statefulset"))).toEqual([
    "spec.scaleTargetRef.kind: there is no kind Statefulset that can be scaled",
  ]);
  expect(found(scaler("DaemonSet"))).toEqual([
    "spec.scaleTargetRef.kind: there is no kind DaemonSet that can be scaled",
  ]);
  expect(found(scaler("Rollout", "argoproj.io/v1alpha1"))).toEqual([]);
});
