import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject, exampleService } from "../../../src/lint/example.ts";
import { serviceEnvCollision } from "../../../src/lint/rules/service-env-collision.ts";
import { messagesIn } from "../messages.ts";

it("knows who defines the variable, and who has no links", () => {
  expect(
    messagesIn(
      documents(
        exampleService({ name: "my-db", spec: "selector:\n  app: db\nports:\n  - port: 5432" }),
        exampleDeployment({
          container: "command:\n  - sh\n  - -c\n  - app $MY_DB_PORT\nenv:\n  - name: MY_DB_PORT\n    value: '1'",
        }),
      ),
      serviceEnvCollision,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "my-db", spec: "selector:\n  app: db\nports:\n  - port: 5432" }),
        exampleDeployment({ pod: "enableServiceLinks: false", container: "args:\n  - $(MY_DB_PORT)" }),
      ),
      serviceEnvCollision,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "my-db",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
        }),
        exampleDeployment({ container: "args:\n  - $(MY_DB_PORT)" }),
      ),
      serviceEnvCollision,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "my-db", spec: "selector:\n  app: db\nports:\n  - port: 5432" }),
        exampleDeployment({ container: "args:\n  - $(MY_DB_SERVICE_PORT)" }),
      ),
      serviceEnvCollision,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "my-db", spec: "selector:\n  app: db\nports:\n  - port: 5432" }),
        exampleDeployment({ container: "args:\n  - $(MY_DB_PORT)" }),
      ),
      serviceEnvCollision,
    ),
  ).toEqual(['metadata.name: container "db" of Deployment app reads MY_DB_PORT, which this Service sets to tcp://…']);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "kafka", spec: "selector:\n  app: kafka\nports:\n  - port: 9092" }),
        exampleDeployment({ image: "confluentinc/cp-kafka:7.9.0" }),
      ),
      serviceEnvCollision,
    ),
  ).toEqual(['metadata.name: container "db" of Deployment app reads KAFKA_PORT, which this Service sets to tcp://…']);
});

it("knows that another command does not read what the image's own script reads", () => {
  const found = (command: string): readonly string[] =>
    messagesIn(
      documents(
        exampleService({ name: "kafka", spec: "selector:\n  app: kafka\nports:\n  - port: 9092" }),
        exampleDeployment({
          image: "confluentinc/cp-kafka:7.9.0",
          container: `command:\n  - sh\n  - -c\n  - ${command}`,
        }),
      ),
      serviceEnvCollision,
    );
  expect(found("exec kafka-topics --list")).toEqual([]);
  expect(found("exec /etc/confluent/docker/run")).toHaveLength(1);
});

const CLIENT = exampleService({ name: "db-sql", spec: "selector:\n  app: db\nports:\n  - port: 5432" });

it("knows variables that come from ConfigMaps and Secrets", () => {
  const found = (data: string, from = "configMapRef:\n      name: conf"): readonly string[] =>
    messagesIn(
      documents(
        CLIENT,
        exampleObject("v1", "ConfigMap", { name: "conf", body: `data:\n  ${data}: "1"` }),
        exampleDeployment({ container: `envFrom:\n  - ${from}\ncommand:\n  - sh\n  - -c\n  - app $DB_SQL_PORT` }),
      ),
      serviceEnvCollision,
    );
  expect(found("DB_SQL_PORT")).toEqual([]);
  expect(found("SQL_PORT", "prefix: DB_\n    configMapRef:\n      name: conf")).toEqual([]);
  expect(found("OTHER", "secretRef:\n      name: elsewhere")).toEqual([]);
  expect(found("OTHER")).toHaveLength(1);
});

it("reads scripts that the pods mount", () => {
  const found = (script: string): readonly string[] =>
    messagesIn(
      documents(
        CLIENT,
        exampleObject("v1", "ConfigMap", { name: "conf", body: `data:\n  run.sh: |\n    #!/bin/sh\n    ${script}` }),
        exampleDeployment({ pod: "volumes:\n  - name: conf\n    configMap:\n      name: conf" }),
      ),
      serviceEnvCollision,
    );
  expect(found("exec app --port=$DB_SQL_PORT")).toHaveLength(1);
  expect(found("DB_SQL_PORT=5432; exec app --port=$DB_SQL_PORT")).toEqual([]);
});

it.each([
  ["neo4j:5.26", 1],
  ["docker.io/library/neo4j:2025.01-community", 1],
  ["neo4j:4.4", 0],
  ["example.com/neo4j-exporter:5", 0],
])("knows of %s that it reads NEO4J_PORT: %d", (image, count) => {
  const service = exampleService({ name: "neo4j", spec: "selector:\n  app: app\nports:\n  - port: 7687" });
  expect(messagesIn(documents(service, exampleDeployment({ image })), serviceEnvCollision)).toHaveLength(count);
});

it("knows Confluent's images by all their names", () => {
  const service = exampleService({ name: "kafka", spec: "selector:\n  app: app\nports:\n  - port: 9092" });
  const app = exampleDeployment({ image: "confluentinc/cp-enterprise-kafka:5.5.0" });
  expect(messagesIn(documents(service, app), serviceEnvCollision)).toHaveLength(1);
});
