import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { memberListIncomplete } from "../../../src/lint/rules/member-list-incomplete.ts";
import { messagesIn } from "../messages.ts";

const LIST = "db-0=http://db-0.db:2380,db-1=http://db-1.db:2380";
const SET = (container: string, head = "serviceName: db\nreplicas: 3"): string =>
  documents(exampleService(), exampleSet({ head, container }));

it("finds lists in flags, variables and scripts", () => {
  const flaw = "the list has 2 of 3 members, and not db-2";
  const place = "spec.template.spec.containers[0]";
  expect(
    messagesIn(SET(`args:\n  - --name\n  - db\n  - --initial-cluster\n  - ${LIST}`), memberListIncomplete),
  ).toEqual([`${place}.args[3]: ${flaw}`]);
  expect(messagesIn(SET(`env:\n  - name: ETCD_INITIAL_CLUSTER\n    value: ${LIST}`), memberListIncomplete)).toEqual([
    `${place}.env[0].value: ${flaw}`,
  ]);
  const script = `command:\n  - sh\n  - -c\n  - exec etcd --initial-cluster ${LIST} --initial-cluster-state new`;
  expect(messagesIn(SET(script), memberListIncomplete)).toEqual([`${place}.command[2]: ${flaw}`]);
});

it("finds ZooKeeper's, in configuration, too", () => {
  const servers = "server.1=db-0.db:2888:3888\n    server.2=db-1.db:2888:3888";
  const config = exampleObject("v1", "ConfigMap", {
    name: "conf",
    body: `data:\n  zoo.cfg: |\n    tickTime=2000\n    ${servers}`,
  });
  expect(messagesIn(documents(config, SET("tty: true")), memberListIncomplete)).toEqual([
    "data[zoo.cfg]: the list has 2 of 3 members, and not db-2",
  ]);
});

it("says nothing of lists that others fill in, of seeds, and of whole lists", () => {
  expect(messagesIn(SET(`args:\n  - --initial-cluster=${LIST},$(MORE)`), memberListIncomplete)).toEqual([]);
  expect(messagesIn(SET("args:\n  - --join=db-0.db:26257,db-1.db:26257"), memberListIncomplete)).toEqual([]);
  expect(
    messagesIn(SET(`args:\n  - --initial-cluster=${LIST}`, "serviceName: db\nreplicas: 2"), memberListIncomplete),
  ).toEqual([]);
  const other = LIST.replaceAll("db-", "other-");
  expect(messagesIn(SET(`args:\n  - --initial-cluster=${other}`), memberListIncomplete)).toEqual([]);
});

it("finds MinIO's, whose pods are numbered in braces", () => {
  const server = "command:\n  - sh\n  - -c\n  - minio server http://db-{0...1}.db/export --address :9000";
  expect(messagesIn(SET(server), memberListIncomplete)).toEqual([
    "spec.template.spec.containers[0].command[2]: the list has 2 of 3 members, and not db-2",
  ]);
});
