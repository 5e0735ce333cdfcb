import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { externalNameUnusable } from "../../../src/lint/rules/external-name-unusable.ts";
import { messagesIn } from "../messages.ts";

it("follows names of the cluster as far as the manifests go", () => {
  expect(
    messagesIn(
      exampleService({ name: "db", spec: "type: ExternalName\nexternalName: db.far.svc.cluster.local" }),
      externalNameUnusable,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "alias", spec: "type: ExternalName\nexternalName: db.default.svc.cluster.local" }),
        exampleService(),
        exampleSet(),
      ),
      externalNameUnusable,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      exampleService({ name: "db", spec: "type: ExternalName\nexternalName: 10.0.0.1" }),
      externalNameUnusable,
    ),
  ).toEqual(["spec.externalName: 10.0.0.1 is an address, and the Service's name answers NXDOMAIN"]);
  expect(
    messagesIn(
      documents(
        exampleService({ name: "alias", spec: "type: ExternalName\nexternalName: dbs.default.svc.cluster.local" }),
        exampleService(),
        exampleSet(),
      ),
      externalNameUnusable,
    ),
  ).toEqual([
    "spec.externalName: dbs.default.svc.cluster.local answers NXDOMAIN: there is no Service dbs in namespace default",
  ]);
});
