import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { governingServiceSelectsOtherPods } from "../../../src/lint/rules/governing-service-selects-other-pods.ts";
import { messagesIn } from "../messages.ts";

it("compares keys and values, and asks for no label that the controller adds", () => {
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "db",
          spec: "clusterIP: None\nselector:\n  app: db\n  statefulset.kubernetes.io/pod-name: db-0",
        }),
        exampleSet(),
      ),
      governingServiceSelectsOtherPods,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ labels: "app: db\ntier: fast" })),
      governingServiceSelectsOtherPods,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService({ name: "db", spec: "clusterIP: None\nselector:\n  name: db" }), exampleSet()),
      governingServiceSelectsOtherPods,
    ),
  ).toEqual(['spec.serviceName: Service "db" selects name=db, but the pods carry app=db']);
  expect(
    messagesIn(
      documents(exampleService({ name: "db", spec: "clusterIP: None\nselector:\n  app: DB" }), exampleSet()),
      governingServiceSelectsOtherPods,
    ),
  ).toEqual(['spec.serviceName: Service "db" selects app=DB, but the pods carry app=db']);
});
