import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { probeAsksNode } from "../../../src/lint/rules/probe-asks-node.ts";
import { messagesIn } from "../messages.ts";

const found = (container: string, pod = ""): readonly string[] =>
  messagesIn(documents(exampleService(), exampleSet({ container, pod })), probeAsksNode);

it("looks at hosts of probes and hooks, where the pod has a network of its own", () => {
  const probe = "livenessProbe:\n  tcpSocket:\n    host: localhost\n    port: 5432";
  expect(found(probe)).toEqual([
    'spec.template.spec.containers[0].livenessProbe.tcpSocket.host: localhost is the node\'s own, not that of container "db"',
  ]);
  expect(found(probe, "hostNetwork: true")).toEqual([]);
  expect(found(probe.replace("localhost", "db.example.com"))).toEqual([]);
  expect(found("lifecycle:\n  preStop:\n    httpGet:\n      host: 127.0.0.1\n      port: 5432")).toHaveLength(1);
  expect(found("livenessProbe:\n  exec:\n    command: [pg_isready, -h, localhost]")).toEqual([]);
});
