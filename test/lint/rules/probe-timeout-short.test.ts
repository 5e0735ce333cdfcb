import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { probeTimeoutShort } from "../../../src/lint/rules/probe-timeout-short.ts";
import { messagesIn, weightsIn } from "../messages.ts";

function found(command: readonly string[], more = ""): readonly string[] {
  const container = `readinessProbe:\n  exec:\n    command: ${JSON.stringify(command)}\n${more}`;
  return messagesIn(documents(exampleService(), exampleSet({ container })), probeTimeoutShort);
}

it.each([
  [["cqlsh", "-e", "DESCRIBE KEYSPACES"], "cqlsh"],
  [["/bin/sh", "-c", "nodetool status | grep UN"], "nodetool"],
  [["kafka-topics.sh", "--list"], "kafka-topics.sh"],
  [["/opt/bitnami/kafka/bin/kafka-broker-api-versions.sh"], "kafka-broker-api-versions.sh"],
  [["sh", "-c", 'test "$(mongosh --quiet --eval 1)" = 1'], "mongosh"],
])("%j", (command, program) => {
  expect(found(command)).toEqual([
    `spec.template.spec.containers[0].readinessProbe.timeoutSeconds: ${program} has 1 s to answer, and takes about that to start`,
  ]);
  expect(found(command, "  timeoutSeconds: 5")).toEqual([]);
});

it.each([[["pg_isready"]], [["sh", "-c", "cat /tmp/mongosh-ready"]], [["redis-cli", "ping"]]])(
  "leaves %j alone",
  (command) => {
    expect(found(command)).toEqual([]);
  },
);

it("weighs little where connections are all that is at stake, and the program is often in time", () => {
  const weight = (probe: string, program: string): string => {
    const container = `${probe}:\n  exec:\n    command: [${program}]`;
    const [found = ""] = weightsIn(documents(exampleService(), exampleSet({ container })), probeTimeoutShort);
    return found.split(" ")[0] ?? "";
  };
  expect(weight("readinessProbe", "mongosh")).toBe("info");
  expect(weight("livenessProbe", "mongosh")).toBe("warning");
  expect(weight("readinessProbe", "nodetool")).toBe("warning");
});
