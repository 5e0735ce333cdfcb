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

it.each([
  ["db-0.db.default.svc.cluster.local", undefined],
  [
    "db-3.db.default.svc.cluster.local",
    "db-3.db.default.svc.cluster.local answers NXDOMAIN: StatefulSet db has db-0 to db-2",
  ],
  [
    "db-0.dbs.default.svc.cluster.local",
    "db-0.dbs.default.svc.cluster.local answers NXDOMAIN: there is no Service dbs, the pods are under db",
  ],
  ["db", "db is looked up outside the cluster: an alias is taken as it stands"],
  ["db.default", "db.default is looked up outside the cluster: an alias is taken as it stands"],
  ["db.far.svc", "db.far.svc is looked up outside the cluster: an alias is taken as it stands"],
  ["db.example.com", undefined],
  ["localhost", undefined],
])("knows what %s stands for", (target, flaw) => {
  const alias = exampleService({ name: "alias", spec: `type: ExternalName\nexternalName: ${target}` });
  expect(messagesIn(documents(alias, exampleService(), exampleSet()), externalNameUnusable)).toEqual(
    flaw === undefined ? [] : [`spec.externalName: ${flaw}`],
  );
});
