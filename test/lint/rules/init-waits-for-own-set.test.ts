import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { initWaitsForOwnSet } from "../../../src/lint/rules/init-waits-for-own-set.ts";
import { messagesIn } from "../messages.ts";

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
