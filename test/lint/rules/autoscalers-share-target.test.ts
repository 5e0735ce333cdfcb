import { expect, it } from "vitest";
import { documents, exampleObject } from "../../../src/lint/example.ts";
import { autoscalersShareTarget } from "../../../src/lint/rules/autoscalers-share-target.ts";
import { messagesIn } from "../messages.ts";

it("tells of the second one", () => {
  expect(
    messagesIn(
      documents(
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "a",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: a\n  maxReplicas: 6",
        }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "b",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: b\n  maxReplicas: 6",
        }),
      ),
      autoscalersShareTarget,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "a",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: a\n  maxReplicas: 6",
        }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "b",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: a\n  maxReplicas: 6",
        }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "c",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: a\n  maxReplicas: 6",
        }),
      ),
      autoscalersShareTarget,
    ),
  ).toEqual([
    "spec.scaleTargetRef: StatefulSet a is scaled by HorizontalPodAutoscaler a already",
    "spec.scaleTargetRef: StatefulSet a is scaled by HorizontalPodAutoscaler a already",
  ]);
});
