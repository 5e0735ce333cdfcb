import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { srvNameUnknown } from "../../../src/lint/rules/srv-name-unknown.ts";
import { messagesIn } from "../messages.ts";

const SET = exampleSet({
  container: "args:\n  - --peers=dnssrv+_sql._tcp.$(NAME)\nenv:\n  - name: NAME\n    value: db",
});
const ASK = (name: string): string => exampleSet({ container: `args:\n  - ${name}` });

it("leaves names alone that answer, or that are not of these manifests", () => {
  expect(messagesIn(documents(exampleService(), SET), srvNameUnknown)).toEqual([]);
  const far = documents(exampleService(), ASK("_sql._tcp.db.default.svc.cluster.local:5432 _ldap._tcp.example.com"));
  expect(messagesIn(far, srvNameUnknown)).toEqual([]);
});

it.each([
  ["_sql._udp.db", "port sql of Service db is TCP"],
  ["_pg._tcp.db", "Service db has no port pg, only sql"],
  ["_sql._tcp.db-0.db", "there are no SRV records of a port below a pod's name"],
])("says why %s has no SRV records", (name, because) => {
  expect(messagesIn(documents(exampleService(), ASK(name)), srvNameUnknown)).toEqual([
    `spec.template.spec.containers[0].args[0]: ${name} answers NXDOMAIN from namespace default: ${because}`,
  ]);
});

it("knows that ports without names have no SRV records", () => {
  const unnamed = exampleService({ spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - port: 5432" });
  expect(messagesIn(documents(unnamed, SET), srvNameUnknown)).toEqual([
    "spec.template.spec.containers[0].args[0]: _sql._tcp.db answers NXDOMAIN from namespace default: no port of Service db has a name, and only named ports have SRV records",
  ]);
});

it("looks into configuration, and at Services of other namespaces", () => {
  const config = exampleObject("v1", "ConfigMap", { name: "app", body: "data:\n  peers: _sql._tcp.db" });
  expect(messagesIn(documents(exampleService({ namespace: "data" }), config), srvNameUnknown)).toEqual([
    "data[peers]: _sql._tcp.db answers NXDOMAIN from namespace default: Service db is in namespace data",
  ]);
});

it("knows that an alias has no SRV records", () => {
  const alias = exampleService({ spec: "type: ExternalName\nexternalName: db.example.com" });
  expect(messagesIn(documents(alias, ASK("_sql._tcp.db")), srvNameUnknown)).toEqual([
    "spec.template.spec.containers[0].args[0]: _sql._tcp.db answers NXDOMAIN from namespace default: Service db is an alias and has no SRV records",
  ]);
});
