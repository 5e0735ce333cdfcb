import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { evenMembers } from "../../../src/lint/rules/even-members.ts";
import { messagesIn } from "../messages.ts";

it("knows programs whose members vote", () => {
  expect(
    messagesIn(documents(exampleService(), exampleSet({ head: "serviceName: db\nreplicas: 4" })), evenMembers),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ image: "rabbitmq:4", head: "serviceName: db\nreplicas: 2" })),
      evenMembers,
    ),
  ).toEqual(["spec.replicas: 2 members of rabbitmq survive 0 failures, as 1 do"]);
});
