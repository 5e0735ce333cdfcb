import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { imageMutable } from "../../../src/lint/rules/image-mutable.ts";
import { messagesIn } from "../messages.ts";

it("is content with a tag or a digest", () => {
  expect(messagesIn(documents(exampleService(), exampleSet({ image: "localhost:5000/db:1" })), imageMutable)).toEqual(
    [],
  );
  expect(
    messagesIn(documents(exampleService(), exampleSet({ image: `db@sha256:${"a".repeat(64)}` })), imageMutable),
  ).toEqual([]);
  expect(messagesIn(documents(exampleService(), exampleSet({ image: "localhost:5000/db" })), imageMutable)).toEqual([
    'spec.template.spec.containers[0].image: "localhost:5000/db" has no tag and means latest',
  ]);
});

it.each([
  ["postgres:stable", 1],
  ["registry.example.com/db:nightly", 1],
  ["postgres:17-stable", 0],
  [`postgres:latest@sha256:${"0".repeat(64)}`, 0],
])("knows whether the tag of %s moves", (image, findings) => {
  expect(messagesIn(exampleSet({ image }), imageMutable)).toHaveLength(findings);
});
