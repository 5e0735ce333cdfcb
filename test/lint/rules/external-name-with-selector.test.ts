import { expect, it } from "vitest";
import { exampleService } from "../../../src/lint/example.ts";
import { externalNameWithSelector } from "../../../src/lint/rules/external-name-with-selector.ts";
import { messagesIn } from "../messages.ts";

it("minds a selector with something in it", () => {
  expect(
    messagesIn(
      exampleService({ name: "db", spec: "type: ExternalName\nexternalName: db.example.com\nselector: {}" }),
      externalNameWithSelector,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleService({
        name: "db",
        spec: "type: ExternalName\nexternalName: db.example.com\nselector:\n  app: db\nports:\n  - port: 5432",
      }),
      externalNameWithSelector,
    ),
  ).toEqual(["spec.selector: the selector has no effect on an alias of db.example.com"]);
});
