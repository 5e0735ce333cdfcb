import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { schedulingGate } from "../../../src/lint/rules/scheduling-gate.ts";
import { messagesIn } from "../messages.ts";

it("names the gate", () => {
  expect(messagesIn(documents(exampleService(), exampleSet()), schedulingGate)).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ pod: "schedulingGates:\n  - name: a.example/x\n  - name: b.example/x" }),
      ),
      schedulingGate,
    ),
  ).toEqual(["spec.template.spec.schedulingGates: every pod waits until the gate a.example/x is taken out of it"]);
});

it("looks at Deployments too", () => {
  expect(
    messagesIn(exampleDeployment({ pod: "schedulingGates:\n  - name: example.com/wait" }), schedulingGate),
  ).toHaveLength(1);
});
