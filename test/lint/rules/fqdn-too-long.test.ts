import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { fqdnTooLong } from "../../../src/lint/rules/fqdn-too-long.ts";
import { messagesIn } from "../messages.ts";

it("counts the highest ordinal and the namespace", () => {
  expect(messagesIn(documents(exampleService(), exampleSet({ name: "n".repeat(50) })), fqdnTooLong)).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ namespace: "a-namespace-with-a-name" }),
        exampleSet({
          name: "a-rather-long-name",
          namespace: "a-namespace-with-a-name",
          pod: "setHostnameAsFQDN: true",
        }),
      ),
      fqdnTooLong,
    ),
  ).toEqual([
    "spec.template.spec.setHostnameAsFQDN: a-rather-long-name-2.db.a-namespace-with-a-name.svc.cluster.local has 65 characters, 64 are allowed",
  ]);
});
