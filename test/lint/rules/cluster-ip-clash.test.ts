import { expect, it } from "vitest";
import { documents, exampleService } from "../../../src/lint/example.ts";
import { clusterIpClash } from "../../../src/lint/rules/cluster-ip-clash.ts";
import { messagesIn } from "../messages.ts";

it("does not count None or an empty text", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({
          name: "other",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
        }),
      ),
      clusterIpClash,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "a", spec: 'clusterIP: ""\nports:\n  - port: 80' }),
        exampleService({ name: "b", spec: 'clusterIP: ""\nports:\n  - port: 80' }),
      ),
      clusterIpClash,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "a", spec: "clusterIP: 10.96.0.9\nports:\n  - port: 80" }),
        exampleService({ name: "b", spec: "clusterIP: 10.96.0.9\nports:\n  - port: 80" }),
      ),
      clusterIpClash,
    ),
  ).toEqual(['spec.clusterIP: 10.96.0.9 is the address of Service "a" already']);
});
