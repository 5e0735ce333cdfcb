import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { governingServiceWithoutSelector } from "../../../src/lint/rules/governing-service-without-selector.ts";
import { messagesIn } from "../messages.ts";

it("accepts endpoints that are written by hand", () => {
  expect(
    messagesIn(
      documents(
        exampleService({ name: "db", spec: "clusterIP: None\nports:\n  - port: 5432" }),
        exampleObject("discovery.k8s.io/v1", "EndpointSlice", {
          name: "db-1",
          metadata: "labels:\n  kubernetes.io/service-name: db",
          body: "addressType: IPv4\nendpoints:\n  - addresses:\n      - 10.0.0.1",
        }),
        exampleSet(),
      ),
      governingServiceWithoutSelector,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "db", spec: "clusterIP: None\nselector: {}\nports:\n  - port: 5432" }),
        exampleSet(),
      ),
      governingServiceWithoutSelector,
    ),
  ).toEqual([
    'spec.selector: Service "db" has no selector and thus no endpoints: db-0.db.default.svc answers NXDOMAIN',
  ]);
});
