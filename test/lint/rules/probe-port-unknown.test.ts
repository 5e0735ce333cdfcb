import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { probePortUnknown } from "../../../src/lint/rules/probe-port-unknown.ts";
import { messagesIn } from "../messages.ts";

it("looks at every probe and hook, in their own container", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "livenessProbe:\n  grpc:\n    port: 80" })),
      probePortUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "startupProbe:\n  httpGet:\n    port: 80" })),
      probePortUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container: "startupProbe:\n  httpGet:\n    port: web\nlifecycle:\n  preStop:\n    httpGet:\n      port: web",
        }),
      ),
      probePortUnknown,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].startupProbe.httpGet.port: container "db" has no port named "web", no named ports',
    'spec.template.spec.containers[0].lifecycle.preStop.httpGet.port: container "db" has no port named "web", no named ports',
  ]);
});
