import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { autoscalerWithoutRequests } from "../../../src/lint/rules/autoscaler-without-requests.ts";
import { messagesIn } from "../messages.ts";

it("lets absolute values be", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ head: "serviceName: db" }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6\n  metrics:\n    - type: Resource\n      resource:\n        name: memory\n        target:\n          type: AverageValue\n          averageValue: 1Gi",
        }),
      ),
      autoscalerWithoutRequests,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ head: "serviceName: db", container: "resources:\n  limits:\n    cpu: 1" }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6",
        }),
      ),
      autoscalerWithoutRequests,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ head: "serviceName: db", container: "resources:\n  limits:\n    cpu: 1" }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6\n  metrics:\n    - type: Resource\n      resource:\n        name: memory\n        target:\n          type: Utilization\n          averageUtilization: 70",
        }),
      ),
      autoscalerWithoutRequests,
    ),
  ).toEqual(['spec.metrics: container "db" of StatefulSet db requests no memory']);
});

it("looks at the one container that is measured", () => {
  const messages = (container: string): readonly string[] =>
    messagesIn(
      documents(
        exampleService(),
        `${exampleSet({ container: "resources:\n  requests:\n    cpu: 1" })}        - name: proxy\n          image: proxy:1\n`,
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          body: `spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6\n  metrics:\n    - type: ContainerResource\n      containerResource:\n        name: cpu\n        container: ${container}\n        target:\n          type: Utilization\n          averageUtilization: 70`,
        }),
      ),
      autoscalerWithoutRequests,
    );
  expect(messages("db")).toEqual([]);
  expect(messages("proxy")).toEqual(['spec.metrics: container "proxy" of StatefulSet db requests no cpu']);
  expect(messages("app")).toEqual(['spec.metrics: StatefulSet db has no container "app", whose cpu is measured']);
});
