import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { readinessGate } from "../../../src/lint/rules/readiness-gate.ts";
import { messagesIn } from "../messages.ts";

it("names every condition", () => {
  expect(messagesIn(documents(exampleService(), exampleSet()), readinessGate)).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ pod: "readinessGates:\n  - conditionType: a.example/x\n  - conditionType: b.example/x" }),
      ),
      readinessGate,
    ),
  ).toEqual([
    "spec.template.spec.readinessGates[0].conditionType: no pod is ready before something sets its condition a.example/x",
    "spec.template.spec.readinessGates[1].conditionType: no pod is ready before something sets its condition b.example/x",
  ]);
});

it("leaves gates alone that controllers of load balancers open", () => {
  const set = exampleSet({ pod: "readinessGates:\n  - conditionType: target-health.elbv2.k8s.aws/db" });
  expect(messagesIn(set, readinessGate)).toEqual([]);
});

it("looks at Deployments too", () => {
  const app = exampleDeployment({ pod: "readinessGates:\n  - conditionType: a.example/x" });
  expect(messagesIn(app, readinessGate)).toHaveLength(1);
});
