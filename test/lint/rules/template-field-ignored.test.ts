import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { templateFieldIgnored } from "../../../src/lint/rules/template-field-ignored.ts";
import { messagesIn } from "../messages.ts";

it("accepts what the controller would write", () => {
  expect(messagesIn(documents(exampleService(), exampleSet({ pod: "subdomain: db" })), templateFieldIgnored)).toEqual(
    [],
  );
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ template: "namespace: other\nname: x" })),
      templateFieldIgnored,
    ),
  ).toEqual([
    'spec.template.metadata.namespace: namespace "other" of the template is ignored',
    'spec.template.metadata.name: name "x" of the template is ignored',
  ]);
});
