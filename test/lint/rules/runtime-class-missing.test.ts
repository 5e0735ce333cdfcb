import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject } from "../../../src/lint/example.ts";
import { runtimeClassMissing } from "../../../src/lint/rules/runtime-class-missing.ts";
import { messagesIn } from "../messages.ts";

const CLASS = exampleObject("node.k8s.io/v1", "RuntimeClass", { name: "fast", body: "handler: runsc" });

it("knows the classes of the manifests, where there are some", () => {
  const messages = (name: string, ...classes: readonly string[]): readonly string[] =>
    messagesIn(documents(...classes, exampleDeployment({ pod: `runtimeClassName: ${name}` })), runtimeClassMissing);
  expect(messages("slow")).toEqual([]);
  expect(messages("fast", CLASS)).toEqual([]);
  expect(messages("slow", CLASS)).toEqual([
    'spec.template.spec.runtimeClassName: RuntimeClass "slow" is not among the manifests\' classes: fast',
  ]);
});
