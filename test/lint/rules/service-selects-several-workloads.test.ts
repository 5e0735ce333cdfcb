import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { serviceSelectsSeveralWorkloads } from "../../../src/lint/rules/service-selects-several-workloads.ts";
import { messagesIn } from "../messages.ts";

it("lets a client Service reach several sets", () => {
  expect(
    messagesIn(
      documents(
        exampleService({ name: "all", spec: "selector:\n  tier: data\nports:\n  - port: 80" }),
        exampleSet({ head: "replicas: 1", labels: "app: db\ntier: data" }),
        exampleSet({ head: "replicas: 1", name: "b", selector: "app: b", labels: "app: b\ntier: data" }),
      ),
      serviceSelectsSeveralWorkloads,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "all", spec: "selector:\n  tier: data\nports:\n  - port: 80" }),
        exampleSet({ head: "replicas: 1", labels: "app: db\ntier: data" }),
        exampleDeployment({ labels: "app: app\ntier: data" }),
      ),
      serviceSelectsSeveralWorkloads,
    ),
  ).toEqual(["spec.selector: tier=data selects the pods of StatefulSet db and also of Deployment app"]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "db", spec: "clusterIP: None\nselector:\n  tier: data" }),
        exampleSet({ labels: "app: db\ntier: data" }),
        exampleSet({ name: "b", selector: "app: b", labels: "app: b\ntier: data" }),
      ),
      serviceSelectsSeveralWorkloads,
    ),
  ).toEqual(["spec.selector: tier=data selects the pods of StatefulSet db and also of StatefulSet b"]);
});

it("leaves a Service alone that only peers find each other through", () => {
  const ring = (more: string): string =>
    exampleService({ name: "ring", spec: `clusterIP: None\n${more}selector:\n  ring: "yes"` });
  const members = documents(
    exampleService(),
    exampleSet({ labels: 'app: db\nring: "yes"' }),
    exampleDeployment({ labels: 'app: app\nring: "yes"' }),
  );
  const open = ring("publishNotReadyAddresses: true\n");
  expect(messagesIn(documents(open, members), serviceSelectsSeveralWorkloads)).toEqual([]);
  expect(messagesIn(documents(ring(""), members), serviceSelectsSeveralWorkloads)).toHaveLength(1);
});

const JOB = (metadata = ""): string =>
  exampleObject("batch/v1", "Job", {
    name: "backup",
    metadata,
    body: "spec:\n  template:\n    metadata:\n      labels:\n        app: db\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: backup\n          image: backup:1",
  });

it("counts Jobs, whose pods get connections while they run, unless Helm runs them beside the release", () => {
  const found = (job: string): readonly string[] =>
    messagesIn(documents(exampleService(), exampleSet(), job), serviceSelectsSeveralWorkloads);
  expect(found(JOB())).toEqual(["spec.selector: app=db selects the pods of StatefulSet db and also of Job backup"]);
  expect(found(JOB("annotations:\n  helm.sh/hook: post-upgrade"))).toEqual([]);
});

it("lets numbered parts of one application share their governing Service", () => {
  const part = (name: string, labels: string): string =>
    exampleSet({ name, labels, selector: labels, head: "serviceName: db\nreplicas: 1" });
  const found = (...sets: readonly string[]): readonly string[] =>
    messagesIn(documents(exampleService(), ...sets), serviceSelectsSeveralWorkloads);
  expect(found(part("db-zone-a", "app: db\nzone: a"), part("db-zone-b", "app: db\nzone: b"))).toEqual([]);
  expect(found(part("db-zone-a", "app: db\nzone: a"), part("db-cache", "app: db\nzone: b"))).toHaveLength(1);
});
