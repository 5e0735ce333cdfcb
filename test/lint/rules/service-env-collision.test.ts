import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService } from "../../../src/lint/example.ts";
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
