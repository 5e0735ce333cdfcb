import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { memoryQuantitySuspicious } from "../../../src/lint/rules/memory-quantity-suspicious.ts";
import { messagesIn } from "../messages.ts";

it("accepts plain numbers of bytes", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "resources:\n  limits:\n    memory: 1073741824" })),
      memoryQuantitySuspicious,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "resources:\n  requests:\n    memory: 256" })),
      memoryQuantitySuspicious,
    ),
  ).toEqual(['spec.template.spec.containers[0].resources.requests.memory: "256" counts bytes and is less than 4Mi']);
});

it("leaves small requests in a unit of their own alone, and minds such limits", () => {
  const set = (kind: string, memory: string): string =>
    exampleSet({ container: `resources:\n  ${kind}:\n    memory: ${memory}` });
  expect(messagesIn(set("requests", "1Mi"), memoryQuantitySuspicious)).toEqual([]);
  expect(messagesIn(set("requests", "100k"), memoryQuantitySuspicious)).toEqual([]);
  expect(messagesIn(set("limits", "1Mi"), memoryQuantitySuspicious)).toEqual([
    'spec.template.spec.containers[0].resources.limits.memory: "1Mi" is less than 4Mi',
  ]);
});

it("minds more than there is", () => {
  const set = (memory: string): string => exampleSet({ container: `resources:\n  requests:\n    memory: ${memory}` });
  expect(messagesIn(set("16Ti"), memoryQuantitySuspicious)).toEqual([]);
  expect(messagesIn(set("64Ti"), memoryQuantitySuspicious)).toEqual([
    'spec.template.spec.containers[0].resources.requests.memory: "64Ti" is more than any machine has',
  ]);
});
