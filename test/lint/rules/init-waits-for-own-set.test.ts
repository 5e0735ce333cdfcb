import { expect, it } from "vitest";
import { documents, exampleService, exampleSet, exampleDeployment } from "../../../src/lint/example.ts";
import { initWaitsForOwnSet } from "../../../src/lint/rules/init-waits-for-own-set.ts";
import { messagesIn } from "../messages.ts";
import { findingsIn } from "../rule-test.ts";

it("accepts waiting for others, and scripts that ask who they are", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "initContainers:\n  - name: wait\n    image: x:1\n    command:\n      - sh\n      - -c\n      - until nc -z cache 80; do sleep 1; done",
        }),
      ),
      initWaitsForOwnSet,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "initContainers:\n  - name: wait\n    image: x:1\n    command:\n      - sh\n      - -c\n      - if [ $HOSTNAME != db-0 ]; then until nc -z db-0.db 80; do sleep 1; done; fi",
        }),
      ),
      initWaitsForOwnSet,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "initContainers:\n  - name: wait\n    image: x:1\n    command:\n      - sh\n      - -c\n      - nslookup db",
        }),
      ),
      initWaitsForOwnSet,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "initContainers:\n  - name: wait\n    image: x:1\n    command:\n      - sh\n      - -c\n      - until nc -z db-0.db 80; do sleep 1; done",
        }),
      ),
      initWaitsForOwnSet,
    ),
  ).toEqual([
    'spec.template.spec.initContainers[0].command[2]: init container "wait" waits for db-0, whose name is published when it is ready',
  ]);
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "db",
          spec: "publishNotReadyAddresses: true\nclusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
        }),
        exampleSet({
          pod: "initContainers:\n  - name: wait\n    image: x:1\n    command:\n      - sh\n      - -c\n      - while ! nc -z db-2.db 80; do sleep 1; done",
        }),
      ),
      initWaitsForOwnSet,
    ),
  ).toEqual([
    'spec.template.spec.initContainers[0].command[2]: init container "wait" waits for db-2, which is started later',
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({ name: "client", spec: "selector:\n  app: db\nports:\n  - port: 80" }),
        exampleSet({
          pod: "initContainers:\n  - name: wait\n    image: x:1\n    command:\n      - sh\n      - -c\n      - until nc -z client 80; do sleep 1; done",
        }),
      ),
      initWaitsForOwnSet,
    ),
  ).toEqual([
    'spec.template.spec.initContainers[0].command[2]: init container "wait" waits for Service client, behind which are these pods only',
  ]);
});

it("looks at whole command lines, and at hooks after the start", () => {
  const pod = "initContainers:\n  - name: wait\n    image: x:1\n    args:\n      - wait-for\n      - db-1.db:5432";
  expect(messagesIn(documents(exampleService(), exampleSet({ pod })), initWaitsForOwnSet)).toEqual([
    'spec.template.spec.initContainers[0].args[1]: init container "wait" waits for db-1, which is started later',
  ]);
  const hook = (script: string): string =>
    `lifecycle:\n  postStart:\n    exec:\n      command:\n        - sh\n        - -c\n        - ${script}`;
  const messages = (script: string): readonly string[] =>
    messagesIn(documents(exampleService(), exampleSet({ container: hook(script) })), initWaitsForOwnSet);
  expect(messages("until ping -c1 db-1.db; do sleep 1; done")).toEqual([
    'spec.template.spec.containers[0].lifecycle.postStart.exec.command[2]: the postStart hook of container "db" waits for db-1, which is started later',
  ]);
  expect(messages("until ping -c1 127.0.0.1; do sleep 1; done")).toEqual([]);
  expect(messages("ping -c1 db-1.db")).toEqual([]);
  expect(messages("until psql -d db -c 'select 1'; do sleep 1; done")).toEqual([]);
});

it("fills in variables", () => {
  const pod =
    "initContainers:\n  - name: wait\n    image: busybox:1.36\n    env:\n      - name: HOST\n        value: db\n    command:\n      - sh\n      - -c\n      - until nc -z $HOST 5432; do sleep 1; done";
  expect(messagesIn(documents(exampleService(), exampleSet({ pod })), initWaitsForOwnSet)).toHaveLength(1);
});

const WAITING = (host: string): string =>
  `initContainers:\n  - name: wait\n    image: busybox:1.36\n    command:\n      - sh\n      - -c\n      - until nc -z ${host} 80; do sleep 1; done`;
const SERVICE = (name: string): string =>
  exampleService({ name, spec: `selector:\n  app: ${name}\nports:\n  - port: 80` });
const APP = (name: string, pod: string): string => exampleDeployment({ name, selector: `app: ${name}`, pod });

it("looks at Deployments that wait for themselves", () => {
  expect(messagesIn(documents(SERVICE("app"), APP("app", WAITING("app"))), initWaitsForOwnSet)).toEqual([
    'spec.template.spec.initContainers[0].command[2]: init container "wait" waits for Service app, behind which are these pods only',
  ]);
});

it("sees workloads that wait for each other", () => {
  const both = documents(
    SERVICE("app"),
    SERVICE("web"),
    APP("app", WAITING("web")),
    APP("web", WAITING("app.default.svc")),
  );
  expect(messagesIn(both, initWaitsForOwnSet)).toEqual([
    'spec.template.spec.initContainers[0].command[2]: init container "wait" waits for Service web, and Deployment web waits for these pods',
    'spec.template.spec.initContainers[0].command[2]: init container "wait" waits for Service app, and Deployment app waits for these pods',
  ]);
  const oneWay = documents(SERVICE("app"), SERVICE("web"), APP("app", WAITING("web")), APP("web", ""));
  expect(messagesIn(oneWay, initWaitsForOwnSet)).toEqual([]);
});

it("takes a Service for one that others answer for, where others are behind it", () => {
  const other = exampleDeployment({ name: "other", selector: "app: app\nrole: other" });
  const open = exampleService({
    name: "app",
    spec: "publishNotReadyAddresses: true\nselector:\n  app: app\nports:\n  - port: 80",
  });
  expect(messagesIn(documents(open, APP("app", WAITING("app"))), initWaitsForOwnSet)).toEqual([]);
  expect(messagesIn(documents(SERVICE("app"), APP("app", WAITING("app")), other), initWaitsForOwnSet)).toEqual([]);
});

it("says what lets members that wait for each other go on", () => {
  const waiting = (pod: string, spec = ""): string =>
    exampleSet({
      spec,
      pod: `initContainers:\n  - name: wait\n    image: x:1\n    command: [sh, -c, "until getent hosts ${pod}.db; do sleep 1; done"]`,
    });
  const fixOf = (...texts: readonly string[]): unknown => findingsIn(documents(...texts), [initWaitsForOwnSet])[0]?.fix;
  const publish = "publishNotReadyAddresses: true on the governing Service";
  expect(fixOf(exampleService(), waiting("db-0", "podManagementPolicy: Parallel"))).toBe(`set ${publish}`);
  expect(fixOf(exampleService(), waiting("db-1"))).toBe(`set podManagementPolicy: Parallel, and ${publish}`);
});
