import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { livenessBeforeStart } from "../../../src/lint/rules/liveness-before-start.ts";
import { messagesIn } from "../messages.ts";

it("is content with a startup probe", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "startupProbe:\n  tcpSocket:\n    port: 80\nlivenessProbe:\n  periodSeconds: 2\n  tcpSocket:\n    port: 80",
        }),
      ),
      livenessBeforeStart,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: "livenessProbe:\n  periodSeconds: 2\n  tcpSocket:\n    port: 80" }),
      ),
      livenessBeforeStart,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].livenessProbe: container "db" is killed 0 + 2 × 3 = 6 s after its start unless it answers by then',
  ]);
});
