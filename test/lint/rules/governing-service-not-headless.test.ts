import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { governingServiceNotHeadless } from "../../../src/lint/rules/governing-service-not-headless.ts";
import { messagesIn } from "../messages.ts";

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
