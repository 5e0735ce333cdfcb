import { expect, it } from "vitest";
import { exampleService } from "../../../src/lint/example.ts";
import { serverFieldsInManifest } from "../../../src/lint/rules/server-fields-in-manifest.ts";
import { messagesIn } from "../messages.ts";

it("lets empty ones be", () => {
  expect(
    messagesIn(
      exampleService({ metadata: "creationTimestamp: null" }) + "status:\n  loadBalancer: {}\n",
      serverFieldsInManifest,
    ),
  ).toEqual([]);
  expect(messagesIn(exampleService({ metadata: "generation: 2" }), serverFieldsInManifest)).toEqual([
    "metadata.generation: metadata.generation is written by the server",
  ]);
});
