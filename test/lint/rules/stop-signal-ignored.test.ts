import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { stopSignalIgnored } from "../../../src/lint/rules/stop-signal-ignored.ts";
import { messagesIn } from "../messages.ts";

it("looks at every container of every workload", () => {
  const pod = `os:
  name: linux
initContainers:
  - name: proxy
    image: proxy:1
    restartPolicy: Always
    lifecycle:
      stopSignal: SIGUSR1`;
  expect(messagesIn(documents(exampleService(), exampleSet({ pod })), stopSignalIgnored)).toEqual([
    'spec.template.spec.initContainers[0].lifecycle.stopSignal: stopSignal SIGUSR1 of container "proxy" is dropped while the gate is off',
  ]);
  const container = "lifecycle:\n  stopSignal: SIGQUIT";
  expect(messagesIn(exampleDeployment({ container }), stopSignalIgnored)).toHaveLength(1);
});
