import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { governingServiceNotHeadless } from "../../../src/lint/rules/governing-service-not-headless.ts";
import { messagesIn, weightsIn } from "../messages.ts";

it("wants clusterIP None, however the Service is exposed", () => {
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "db",
          spec: 'clusterIP: "None"\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432',
        }),
        exampleSet(),
      ),
      governingServiceNotHeadless,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "db", spec: "type: NodePort\nselector:\n  app: db\nports:\n  - port: 5432" }),
        exampleSet(),
      ),
      governingServiceNotHeadless,
    ),
  ).toEqual([
    'spec.clusterIP: Service "db" is not headless but of type NodePort: db.default.svc answers with its cluster IP in place of the pods',
  ]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "db", spec: "type: LoadBalancer\nselector:\n  app: db\nports:\n  - port: 5432" }),
        exampleSet(),
      ),
      governingServiceNotHeadless,
    ),
  ).toEqual([
    'spec.clusterIP: Service "db" is not headless but of type LoadBalancer: db.default.svc answers with its cluster IP in place of the pods',
  ]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "db", spec: 'clusterIP: ""\nselector:\n  app: db\nports:\n  - port: 5432' }),
        exampleSet(),
      ),
      governingServiceNotHeadless,
    ),
  ).toEqual([
    'spec.clusterIP: Service "db" is not headless but of type ClusterIP: db.default.svc answers with its cluster IP in place of the pods',
  ]);
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "peers",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
        }),
        exampleService({ name: "db", spec: "selector:\n  app: db\nports:\n  - port: 5432" }),
        exampleSet(),
      ),
      governingServiceNotHeadless,
    ),
  ).toEqual([
    'spec.serviceName: Service "db" is not headless but of type ClusterIP: db.default.svc answers with its cluster IP in place of the pods',
  ]);
});

it("weighs little for a single pod, unless an autoscaler makes more of it", () => {
  const service = exampleService({ spec: "selector:\n  app: db\nports:\n  - port: 5432" });
  const one = exampleSet({ head: "serviceName: db" });
  const more = exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
    body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 3",
  });
  const weight = (...texts: readonly string[]): unknown =>
    weightsIn(documents(service, ...texts), governingServiceNotHeadless).map((text) => text.split(" ")[0]);
  expect(weight(exampleSet())).toEqual(["error"]);
  expect(weight(one)).toEqual(["info"]);
  expect(weight(one, more)).toEqual(["error"]);
  expect(weight(one, exampleSet({ name: "dbs" }))).toEqual(["error"]);
});
