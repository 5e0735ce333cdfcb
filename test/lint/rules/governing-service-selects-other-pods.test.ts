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
        exampleSet({ head: "serviceName: db" }),
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
  ).toEqual([
    "spec.selector[name]: name=db is selected, but the pods of StatefulSet db carry app=db: db-0.db.default.svc answers NXDOMAIN",
  ]);
  expect(
    messagesIn(
      documents(exampleService({ name: "db", spec: "clusterIP: None\nselector:\n  app: DB" }), exampleSet()),
      governingServiceSelectsOtherPods,
    ),
  ).toEqual([
    "spec.selector[app]: app=DB is selected, but the pods of StatefulSet db carry app=db: db-0.db.default.svc answers NXDOMAIN",
  ]);
});

it("wants all pods to be selected, and by labels that stay", () => {
  const picking = (pair: string): string =>
    documents(exampleService({ spec: `clusterIP: None\nselector:\n  ${pair}` }), exampleSet());
  expect(messagesIn(picking("statefulset.kubernetes.io/pod-name: db-0"), governingServiceSelectsOtherPods)).toEqual([
    "spec.selector[statefulset.kubernetes.io/pod-name]: statefulset.kubernetes.io/pod-name=db-0 selects some pods of StatefulSet db only, the others have no name in DNS",
  ]);
  expect(messagesIn(picking("controller-revision-hash: db-5d4f"), governingServiceSelectsOtherPods)).toEqual([
    "spec.selector[controller-revision-hash]: controller-revision-hash=db-5d4f selects some pods of StatefulSet db only, the others have no name in DNS",
  ]);
});
