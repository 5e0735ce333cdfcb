import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { advertisedAddressShared } from "../../../src/lint/rules/advertised-address-shared.ts";
import { messagesIn } from "../messages.ts";

function found(container: string, head?: string): readonly string[] {
  const set = exampleSet(head === undefined ? { container } : { container, head });
  return messagesIn(documents(exampleService(), set), advertisedAddressShared);
}

const ENV = (value: string, name = "KAFKA_CFG_ADVERTISED_LISTENERS"): string =>
  `env:\n  - name: ${name}\n    value: ${value}`;

it.each([
  ENV("PLAINTEXT://db-0.db:9092"),
  ENV("INSIDE://db-0.db:9092,OUTSIDE://10.0.0.7:9094"),
  ENV("db-1", "ADVERTISED_HOST"),
  "args:\n  - --initial-advertise-peer-urls=http://db-2.db:2380",
])("one member's address for all: %j", (container) => {
  expect(found(container)).toHaveLength(1);
});

it.each([
  ENV("PLAINTEXT://$(POD_NAME).db:9092"),
  ENV("PLAINTEXT://db:9092"),
  ENV("PLAINTEXT://other-db-0.db:9092"),
  ENV("db-0.db:9092,db-1.db:9092"),
  ENV("db-0.db:9092", "PEERS"),
  `${ENV("db-0.db:9092", "ADVERTISED")}\ncommand:\n  - sh\n  - -c\n  - export ADVERTISED=$(hostname).db:9092; exec db`,
])("leaves %j alone", (container) => {
  expect(found(container)).toEqual([]);
});

it("says nothing of a member alone", () => {
  expect(found(ENV("PLAINTEXT://db-0.db:9092"), "serviceName: db\nreplicas: 1")).toEqual([]);
});
