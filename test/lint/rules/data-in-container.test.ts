import { expect, it } from "vitest";
import { documents, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { dataInContainer } from "../../../src/lint/rules/data-in-container.ts";
import { messagesIn } from "../messages.ts";

function found(image: string, container = "", spec = ""): readonly string[] {
  const set = exampleSet({ image, spec, container });
  return messagesIn(documents(exampleService(), set), dataInContainer).map((text) => text.replace(/^\S*: /, ""));
}

it.each<[string, string, string?]>([
  ["mongo:7", "/data/db"],
  ["docker.io/library/mysql:8.4", "/var/lib/mysql"],
  ["postgres:16-alpine", "/var/lib/postgresql/data"],
  ["postgres:18", "/var/lib/postgresql"],
  ["postgres:17", "/var/lib/postgresql/data", "command: [docker-entrypoint.sh, postgres]"],
  ["mongo:7", "/data/db", "args: [--replSet, rs0]"],
  ["cassandra:5", "/var/lib/cassandra"],
  ["clickhouse/clickhouse-server:25.3", "/var/lib/clickhouse"],
  ["couchdb:3", "/opt/couchdb/data"],
  ["influxdb:2.7", "/var/lib/influxdb2"],
  ["neo4j:5", "/data"],
  ["zookeeper:3.9", "/data", "command: [zkServer.sh, start-foreground]"],
])("says where %s would keep its data", (image, folder, container) => {
  expect(found(image, container)).toEqual([`nothing is mounted at ${folder}, where ${image} keeps its data`]);
});

it("knows servers of Consul from agents", () => {
  expect(found("consul:1.4.0", "args: [agent, -server, -data-dir=/consul/data]")).toHaveLength(1);
  expect(found("consul:1.4.0", "args: [agent, -retry-join=consul]")).toEqual([]);
  expect(found("consul:1.4.0", "args: [agent, -server, -data-dir=/mine]")).toEqual([]);
});

it.each([
  ["mongo:7", 'command: [sh, -c, "mongosh --eval 1"]'],
  ["mongo:7", "args: [--config, /etc/mongod.conf]"],
  ["postgres:16", "args: [sh, -c, pg_dump]"],
  ["postgres:17", "envFrom:\n  - configMapRef:\n      name: elsewhere"],
  ["bitnami/mysql:8", ""],
  ["gcr.io/google-samples/cassandra:v13", ""],
  ["zookeeper:3.9", "env:\n  - name: ZOO_DATA_DIR\n    value: /zk"],
  ["influxdb:2.7", "env:\n  - name: INFLUXD_BOLT_PATH\n    value: /influx/influxd.bolt"],
  ["redis:7", ""],
])("leaves %s with %s alone", (image, container) => {
  expect(found(image, container)).toEqual([]);
});

it("looks where the claim is mounted, and leaves claims that are mounted nowhere to their rule", () => {
  const at = (path: string): string => `volumeMounts:\n  - name: data\n    mountPath: ${path}`;
  expect(found("mongo:7", at("/var/lib/mongo"), exampleTemplates())).toEqual([
    '"data" is mounted at /var/lib/mongo, and mongo:7 keeps its data at /data/db',
  ]);
  expect(found("mongo:7", at("/data"), exampleTemplates())).toEqual([]);
  expect(found("mongo:7", "", exampleTemplates())).toEqual([]);
  const moved = `env:\n  - name: PGDATA\n    value: /pg/data\n${at("/pg")}`;
  expect(found("postgres:16", moved, exampleTemplates())).toEqual([]);
});
