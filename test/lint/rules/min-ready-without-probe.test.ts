import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { minReadyWithoutProbe } from "../../../src/lint/rules/min-ready-without-probe.ts";
import { messagesIn } from "../messages.ts";

it("is content without a minimum", () => {
  expect(messagesIn(documents(exampleService(), exampleSet()), minReadyWithoutProbe)).toEqual([]);
  expect(
    messagesIn(documents(exampleService(), exampleSet({ spec: "minReadySeconds: 0" })), minReadyWithoutProbe),
  ).toEqual([]);
  expect(
    messagesIn(documents(exampleService(), exampleSet({ spec: "minReadySeconds: 5" })), minReadyWithoutProbe),
  ).toEqual(["spec.minReadySeconds: the 5 s are counted from the start of the containers"]);
});
