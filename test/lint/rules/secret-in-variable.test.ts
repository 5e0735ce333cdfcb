import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { secretInVariable } from "../../../src/lint/rules/secret-in-variable.ts";
import { messagesIn } from "../messages.ts";

it("tells secrets from where they lie", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: 'env:\n  - name: DB_PASSWORD_FILE\n    value: "/run/secret"' }),
      ),
      secretInVariable,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'env:\n  - name: DB_PASSWORD\n    value: "$(OTHER)"' })),
      secretInVariable,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'env:\n  - name: USE_TOKEN\n    value: "true"' })),
      secretInVariable,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'env:\n  - name: TOKEN\n    value: "/var/run/token"' })),
      secretInVariable,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'env:\n  - name: DB_PASSWORD\n    value: "hunter2"' })),
      secretInVariable,
    ),
  ).toEqual(["spec.template.spec.containers[0].env[0].value: the value of DB_PASSWORD stands in the manifest"]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'env:\n  - name: AWS_SECRET_ACCESS_KEY\n    value: "abc"' })),
      secretInVariable,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].env[0].value: the value of AWS_SECRET_ACCESS_KEY stands in the manifest",
  ]);
  for (const name of ["MINIO_SECRET_KEY", "RABBITMQ_DEFAULT_PASS", "DB_PWD"]) {
    const set = exampleSet({ container: `env:\n  - name: ${name}\n    value: hunter2` });
    expect(messagesIn(documents(exampleService(), set), secretInVariable)).toHaveLength(1);
  }
  const folder = exampleSet({ container: "env:\n  - name: OLDPWD\n    value: srv" });
  expect(messagesIn(documents(exampleService(), folder), secretInVariable)).toEqual([]);
});

it("takes neither options that name a file nor the name of a cluster for a secret", () => {
  const found = (name: string, value: string): readonly string[] =>
    messagesIn(
      documents(exampleService(), exampleSet({ container: `env:\n  - name: ${name}\n    value: ${value}` })),
      secretInVariable,
    );
  expect(found("ETCD_AUTH_TOKEN", "jwt,priv-key=/certs/token.pem,sign-method=RS256")).toEqual([]);
  expect(found("ETCD_INITIAL_CLUSTER_TOKEN", "etcd-cluster-1")).toEqual([]);
  expect(found("NEO4J_AUTH", "none")).toEqual([]);
  expect(found("NEO4J_AUTH", "neo4j/hunter2")).toHaveLength(1);
  expect(found("DATABASE_URL", "postgres://app:hunter2@db:5432/app")).toHaveLength(1);
  for (const url of ["postgres://app:$(PASSWORD)@db/app", "http://db:8080/a@b", "redis://db:6379", "amqp://guest@mq"]) {
    expect(found("DATABASE_URL", url)).toEqual([]);
  }
  expect(found("K3S_CLUSTER_TOKEN", "hunter2")).toHaveLength(1);
});
