import { expect, it } from "vitest";
import { exampleService } from "../../../src/lint/example.ts";
import { identityInManifest } from "../../../src/lint/rules/identity-in-manifest.ts";
import { messagesIn } from "../messages.ts";

it("looks at metadata", () => {
  expect(messagesIn(exampleService({ metadata: "labels:\n  uid: x" }), identityInManifest)).toEqual([]);
  expect(
    messagesIn(exampleService({ metadata: "uid: 6ba7b810-9dad-11d1-80b4-00c04fd430c8" }), identityInManifest),
  ).toEqual([
    'metadata.uid: uid "6ba7b810-9dad-11d1-80b4-00c04fd430c8" is the server\'s: an apply is refused where the object was made anew',
  ]);
});
