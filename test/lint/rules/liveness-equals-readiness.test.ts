import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { livenessEqualsReadiness } from "../../../src/lint/rules/liveness-equals-readiness.ts";
import { messagesIn } from "../messages.ts";

it("compares what is asked", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "livenessProbe:\n  httpGet:\n    port: 80\n    path: /live\nreadinessProbe:\n  httpGet:\n    port: 80\n    path: /ready",
        }),
      ),
      livenessEqualsReadiness,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "livenessProbe:\n  tcpSocket:\n    port: 80\nreadinessProbe:\n  periodSeconds: 20\n  tcpSocket:\n    port: 80",
        }),
      ),
      livenessEqualsReadiness,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].livenessProbe: container "db" is killed as soon as it is not ready for 30 s',
  ]);
});
