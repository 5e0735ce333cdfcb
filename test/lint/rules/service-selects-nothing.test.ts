import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { serviceSelectsNothing } from "../../../src/lint/rules/service-selects-nothing.ts";
import { messagesIn } from "../messages.ts";

it("is silent where the pods may come from elsewhere", () => {
  expect(
    messagesIn(
      documents(exampleService({ name: "x", spec: "selector:\n  app: x\nports:\n  - port: 80" }), exampleDeployment()),
      serviceSelectsNothing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleService({ name: "db", spec: "selector:\n  app: x\nports:\n  - port: 80" }),
      serviceSelectsNothing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({
          name: "one",
          spec: "selector:\n  statefulset.kubernetes.io/pod-name: db-1\nports:\n  - port: 80",
        }),
        exampleSet(),
      ),
      serviceSelectsNothing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({ name: "x", spec: "selector:\n  application: db\nports:\n  - port: 80" }),
        exampleSet(),
      ),
      serviceSelectsNothing,
    ),
  ).toEqual(["spec.selector: no pod of namespace default carries application=db"]);
});

it("asks who would add a label that templates lack", () => {
  const primary = exampleService({ name: "rw", spec: "selector:\n  app: db\n  role: primary\nports:\n  - port: 80" });
  const patroni = documents(exampleService(), primary, exampleSet({ pod: "serviceAccountName: patroni" }));
  expect(messagesIn(patroni, serviceSelectsNothing)).toEqual([]);
  expect(messagesIn(documents(exampleService(), primary, exampleSet()), serviceSelectsNothing)).toEqual([
    "spec.selector: no pod of namespace default carries app=db,role=primary",
  ]);
});

it("finds the pods in another namespace, unless that one has such a Service of its own", () => {
  const client = (namespace: string): string =>
    exampleService({ name: "rw", namespace, spec: "selector:\n  app: db\nports:\n  - port: 80" });
  const set = exampleSet({ namespace: "data" });
  expect(messagesIn(documents(client("shop"), set), serviceSelectsNothing)).toEqual([
    "metadata.namespace: no pod of namespace shop carries app=db, but those of StatefulSet db in namespace data do",
  ]);
  expect(messagesIn(documents(client("shop"), client("data"), set), serviceSelectsNothing)).toEqual([]);
});

it("says what the name of a headless Service answers", () => {
  const peers = exampleService({ name: "peers", spec: "clusterIP: None\nselector:\n  application: db" });
  expect(messagesIn(documents(exampleService(), peers, exampleSet()), serviceSelectsNothing)).toEqual([
    "spec.selector: no pod of namespace default carries application=db: peers.default.svc answers NXDOMAIN",
  ]);
});

it("looks beside Deployments at what is nearly the label of one of them", () => {
  const APP = exampleDeployment({ selector: "app: app", labels: "app: app\ntier: web" });
  const FOR = (selector: string): string =>
    exampleService({ name: "app", spec: `selector:\n${selector}\nports:\n  - port: 80` });
  expect(messagesIn(documents(FOR("  name: app"), APP), serviceSelectsNothing)).toEqual([
    "spec.selector: no pod of namespace default carries name=app",
  ]);
  expect(messagesIn(documents(FOR("  app: app\n  tier: back"), APP), serviceSelectsNothing)).toEqual([
    "spec.selector: no pod of namespace default carries app=app,tier=back",
  ]);
  expect(messagesIn(documents(FOR("  cluster.example.com/name: orders"), APP), serviceSelectsNothing)).toEqual([]);
  expect(messagesIn(documents(FOR("  app: orders\n  tier: web"), APP), serviceSelectsNothing)).toEqual([]);
});
