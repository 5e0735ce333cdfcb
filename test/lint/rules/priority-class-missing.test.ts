import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject } from "../../../src/lint/example.ts";
import { priorityClassMissing } from "../../../src/lint/rules/priority-class-missing.ts";
import { messagesIn } from "../messages.ts";

const CLASS = exampleObject("scheduling.k8s.io/v1", "PriorityClass", { name: "fast", body: "value: 1000" });

it("knows the classes of the manifests, where there are some", () => {
  const messages = (name: string, ...classes: readonly string[]): readonly string[] =>
    messagesIn(documents(...classes, exampleDeployment({ pod: `priorityClassName: ${name}` })), priorityClassMissing);
  expect(messages("slow")).toEqual([]);
  expect(messages("fast", CLASS)).toEqual([]);
  expect(messages("system-node-critical", CLASS)).toEqual([]);
  expect(messages("slow", CLASS)).toEqual([
    'spec.template.spec.priorityClassName: PriorityClass "slow" is not among the manifests\' classes: fast',
  ]);
});
