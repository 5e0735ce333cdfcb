import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { governingServiceShared } from "../../../src/lint/rules/governing-service-shared.ts";
import { messagesIn } from "../messages.ts";

it("tells of the second set, within one namespace", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleSet({ namespace: "other", name: "copy" }),
        exampleService({ namespace: "other" }),
      ),
      governingServiceShared,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet(), exampleSet({ name: "copy", selector: "app: copy" })),
      governingServiceShared,
    ),
  ).toEqual(['spec.serviceName: Service "db" also governs StatefulSet db']);
});
