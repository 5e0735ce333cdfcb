import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { targetPortUndeclared } from "../../../src/lint/rules/target-port-undeclared.ts";
import { messagesIn } from "../messages.ts";

it("compares numbers and protocols, where containers declare any", () => {
  expect(messagesIn(documents(exampleService(), exampleSet()), targetPortUndeclared)).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "ports:\n  - containerPort: 5432" })),
      targetPortUndeclared,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "ports:\n  - containerPort: 5432\n    protocol: UDP" })),
      targetPortUndeclared,
    ),
  ).toEqual(["spec.ports[0].targetPort: no container of StatefulSet db declares port 5432/TCP"]);
});
