import { expect, it } from "vitest";
import { exampleService } from "../../../src/lint/example.ts";
import { servicePortOfTwoProtocols } from "../../../src/lint/rules/service-port-of-two-protocols.ts";
import { messagesIn } from "../messages.ts";

it("compares numbers only", () => {
  expect(
    messagesIn(
      exampleService({
        name: "db",
        spec: "selector:\n  app: db\nports:\n  - name: a\n    port: 53\n  - name: b\n    port: 54",
      }),
      servicePortOfTwoProtocols,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleService({
        name: "db",
        spec: "selector:\n  app: db\nports:\n  - name: a\n    port: 53\n    protocol: UDP\n  - name: b\n    port: 53\n    protocol: SCTP",
      }),
      servicePortOfTwoProtocols,
    ),
  ).toEqual(["spec.ports[1].port: port 53 is there for UDP and for SCTP"]);
});
