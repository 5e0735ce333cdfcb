import { expect, it } from "vitest";
import { exampleService } from "../../../src/lint/example.ts";
import { serviceNameLeadingDigit } from "../../../src/lint/rules/service-name-leading-digit.ts";
import { messagesIn } from "../messages.ts";

it("looks at the first character", () => {
  expect(
    messagesIn(
      exampleService({
        name: "d2",
        spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
      }),
      serviceNameLeadingDigit,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleService({
        name: "9db",
        spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
      }),
      serviceNameLeadingDigit,
    ),
  ).toEqual(['metadata.name: "9db" starts with a digit, which only 1.36 and later accept']);
});
