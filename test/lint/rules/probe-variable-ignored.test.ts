import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { probeVariableIgnored } from "../../../src/lint/rules/probe-variable-ignored.ts";
import { messagesIn } from "../messages.ts";

const SET = (container: string): string => documents(exampleService(), exampleSet({ container }));
const PROBE = (command: string): string => `livenessProbe:\n  exec:\n    command: ${command}`;

it("knows the values that probes know", () => {
  const env = 'env:\n  - name: PORT\n    value: "5432"\n';
  expect(messagesIn(SET(`${env}${PROBE('["pg_isready", "-p", "$(PORT)"]')}`), probeVariableIgnored)).toEqual([]);
  expect(messagesIn(SET(PROBE('["pg_isready", "-p", "$(PORT)"]')), probeVariableIgnored)).toEqual([
    "spec.template.spec.containers[0].livenessProbe.exec.command[2]: $(PORT) stays as it is: probes know the container's env alone",
  ]);
  const from = "env:\n  - name: PORT\n    valueFrom:\n      configMapKeyRef:\n        name: db\n        key: port\n";
  expect(messagesIn(SET(`${from}${PROBE('["pg_isready", "-p", "$(PORT)"]')}`), probeVariableIgnored)).toEqual([
    "spec.template.spec.containers[0].livenessProbe.exec.command[2]: $(PORT) becomes nothing: probes know no value that valueFrom gives",
  ]);
});

it("leaves commands alone that a shell runs for their output", () => {
  expect(
    messagesIn(SET(PROBE('["sh", "-c", "pg_isready -h $(hostname -f) -p $$(PORT)"]')), probeVariableIgnored),
  ).toEqual([]);
});

it("knows that hooks and HTTP requests know nothing", () => {
  const env = "env:\n  - name: NAME\n    value: db\n";
  const hook = 'lifecycle:\n  preStop:\n    exec:\n      command: ["dbctl", "leave", "$(NAME)"]';
  expect(messagesIn(SET(env + hook), probeVariableIgnored)).toEqual([
    "spec.template.spec.containers[0].lifecycle.preStop.exec.command[2]: $(NAME) stays as it is: nothing is filled in here",
  ]);
  const http = "readinessProbe:\n  httpGet:\n    port: 80\n    path: $(NAME)/health";
  expect(messagesIn(SET(env + http), probeVariableIgnored)).toEqual([
    "spec.template.spec.containers[0].readinessProbe.httpGet.path: $(NAME) stays as it is: nothing is filled in here",
  ]);
});
