import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { governingServiceExternalName } from "../../../src/lint/rules/governing-service-external-name.ts";
import { messagesIn } from "../messages.ts";

it("does not take an alias for a governing Service, and leaves other aliases alone", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({ name: "old", spec: "type: ExternalName\nexternalName: db.example.com" }),
        exampleSet(),
      ),
      governingServiceExternalName,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "db", spec: "type: ExternalName\nexternalName: db.example.com" }),
        exampleSet({ spec: "ordinals:\n  start: 3" }),
      ),
      governingServiceExternalName,
    ),
  ).toEqual(['spec.type: Service "db" is an ExternalName, so db-3.db.default.svc answers NXDOMAIN']);
});
