import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { peerOrdinalOutOfRange } from "../../../src/lint/rules/peer-ordinal-out-of-range.ts";
import { messagesIn } from "../messages.ts";

it("counts from the first ordinal, up to what an autoscaler may make of it", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ head: "serviceName: db", container: "args:\n  - db-5.db" }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6",
        }),
      ),
      peerOrdinalOutOfRange,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "db-3.other"' })),
      peerOrdinalOutOfRange,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "db-7.db.default.svc"' })),
      peerOrdinalOutOfRange,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db-7.db.default.svc answers NXDOMAIN: StatefulSet db has db-0 to db-2",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: "ordinals:\n  start: 5", container: "args:\n  - db-0.db,db-5.db" }),
      ),
      peerOrdinalOutOfRange,
    ),
  ).toEqual(["spec.template.spec.containers[0].args[0]: db-0.db answers NXDOMAIN: StatefulSet db has db-5 to db-7"]);
});

it("looks at configuration too", () => {
  const config = exampleObject("v1", "ConfigMap", { body: "data:\n  a.conf: hosts=db-2.db,db-3.db" });
  expect(messagesIn(documents(exampleService(), exampleSet(), config), peerOrdinalOutOfRange)).toEqual([
    "data[a.conf]: db-3.db answers NXDOMAIN: StatefulSet db has db-0 to db-2",
  ]);
});

it("looks at Jobs and what makes them", () => {
  const spec =
    "template:\n  spec:\n    restartPolicy: Never\n    containers:\n      - name: a\n        image: a:1\n        args:\n          - db-3.db";
  const indent = (text: string, by: number): string => text.replace(/^/gm, " ".repeat(by));
  const job = exampleObject("batch/v1", "Job", { body: `spec:\n${indent(spec, 2)}` });
  const cron = exampleObject("batch/v1", "CronJob", {
    body: `spec:\n  schedule: 0 3 * * *\n  jobTemplate:\n    spec:\n${indent(spec, 6)}`,
  });
  const flaw = "db-3.db answers NXDOMAIN: StatefulSet db has db-0 to db-2";
  expect(messagesIn(documents(exampleService(), exampleSet(), job, cron), peerOrdinalOutOfRange)).toEqual([
    `spec.template.spec.containers[0].args[0]: ${flaw}`,
    `spec.jobTemplate.spec.template.spec.containers[0].args[0]: ${flaw}`,
  ]);
});

it("reads numbers in braces", () => {
  const found = (last: number): readonly string[] =>
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: `args:\n  - server\n  - http://db-{0...${last}}.db:9000/data` }),
      ),
      peerOrdinalOutOfRange,
    );
  expect(found(2)).toEqual([]);
  expect(found(3)).toEqual([
    "spec.template.spec.containers[0].args[1]: db-3.db answers NXDOMAIN: StatefulSet db has db-0 to db-2",
  ]);
});

it("counts how far a loop goes", () => {
  const found = (last: number): readonly string[] =>
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: `command:\n  - sh\n  - -c\n  - for i in $(seq 0 ${last}); do join db-$i.db; done` }),
      ),
      peerOrdinalOutOfRange,
    );
  expect(found(2)).toEqual([]);
  expect(found(3)).toEqual([
    "spec.template.spec.containers[0].command[2]: db-3.db answers NXDOMAIN: StatefulSet db has db-0 to db-2",
  ]);
  expect(found(90)).toEqual([]);
});
