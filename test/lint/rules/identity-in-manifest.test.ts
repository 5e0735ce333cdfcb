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

it("knows that an owner of another cluster is no owner", () => {
  const owned = exampleService({
    metadata: "ownerReferences:\n  - apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n    uid: 7c1f",
  });
  expect(messagesIn(owned, identityInManifest)).toEqual([
    "metadata.ownerReferences: ownerReferences name StatefulSet db by its uid: without that very owner the object is deleted at once",
  ]);
});
