import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { probeTimeoutOverPeriod } from "../../../src/lint/rules/probe-timeout-over-period.ts";
import { messagesIn } from "../messages.ts";

it("knows the defaults", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: "readinessProbe:\n  timeoutSeconds: 10\n  tcpSocket:\n    port: 80" }),
      ),
      probeTimeoutOverPeriod,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: "livenessProbe:\n  timeoutSeconds: 11\n  tcpSocket:\n    port: 80" }),
      ),
      probeTimeoutOverPeriod,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].livenessProbe.timeoutSeconds: a timeout of 11 s is longer than the period of 10 s",
  ]);
});
