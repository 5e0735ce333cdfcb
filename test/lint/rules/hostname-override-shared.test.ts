import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { hostnameOverrideShared } from "../../../src/lint/rules/hostname-override-shared.ts";
import { messagesIn } from "../messages.ts";

it("needs a value", () => {
  expect(messagesIn(documents(exampleService(), exampleSet({ pod: 'hostname: ""' })), hostnameOverrideShared)).toEqual(
    [],
  );
  expect(
    messagesIn(documents(exampleService(), exampleSet({ pod: "hostnameOverride: shared" })), hostnameOverrideShared),
  ).toEqual(['spec.template.spec.hostnameOverride: every pod sees the host name "shared"']);
});
