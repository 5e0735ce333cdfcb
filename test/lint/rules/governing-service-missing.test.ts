import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { governingServiceMissing } from "../../../src/lint/rules/governing-service-missing.ts";
import { messagesIn, weightsIn } from "../messages.ts";

it("looks for the governing Service in the set's own namespace", () => {
  expect(messagesIn(documents(exampleService(), exampleSet()), governingServiceMissing)).toEqual([]);
  expect(messagesIn(exampleSet({ head: 'serviceName: ""' }), governingServiceMissing)).toEqual([]);
  expect(messagesIn(documents(exampleSet({ namespace: "other" }), exampleService()), governingServiceMissing)).toEqual([
    'metadata.namespace: Service "db" does not exist in namespace other, only in default: db-0.db.other.svc answers NXDOMAIN',
  ]);
  expect(messagesIn(exampleSet(), governingServiceMissing)).toEqual([
    'spec.serviceName: Service "db" does not exist in namespace default: db-0.db.default.svc answers NXDOMAIN',
  ]);
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "database",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
        }),
        exampleSet(),
      ),
      governingServiceMissing,
    ),
  ).toEqual([
    'spec.serviceName: Service "db" does not exist in namespace default: db-0.db.default.svc answers NXDOMAIN',
  ]);
});

it("weighs less for a single pod", () => {
  const proof = 'Service "db" does not exist in namespace default: db-0.db.default.svc answers NXDOMAIN';
  expect(weightsIn(exampleSet(), governingServiceMissing)).toEqual([`error ${proof}`]);
  expect(weightsIn(exampleSet({ head: "serviceName: db" }), governingServiceMissing)).toEqual([`warning ${proof}`]);
});
