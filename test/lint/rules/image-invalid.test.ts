import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { imageInvalid } from "../../../src/lint/rules/image-invalid.ts";
import { messagesIn } from "../messages.ts";

it("parses references as container runtimes do", () => {
  expect(
    messagesIn(documents(exampleService(), exampleSet({ image: "REGISTRY.example:5000/db:V1" })), imageInvalid),
  ).toEqual([]);
  expect(messagesIn(exampleDeployment({ image: "a/b/c.d_e__f-g:1" }), imageInvalid)).toEqual([]);
  expect(messagesIn(documents(exampleService(), exampleSet({ image: "db:1:2" })), imageInvalid)).toEqual([
    'spec.template.spec.containers[0].image: "db:1:2" is no image reference',
  ]);
  expect(
    messagesIn(documents(exampleService(), exampleSet({ image: "https://registry.example/db:1" })), imageInvalid),
  ).toEqual(['spec.template.spec.containers[0].image: "https://registry.example/db:1" is an address with a scheme']);
  expect(messagesIn(documents(exampleService(), exampleSet({ image: '"db:1 "' })), imageInvalid)).toEqual([
    'spec.template.spec.containers[0].image: "db:1 " has a space at its end or start, and every pod is refused',
  ]);
});
