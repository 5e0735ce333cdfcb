import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { servicePortUnknown } from "../../../src/lint/rules/service-port-unknown.ts";
import { findingsIn } from "../rule-test.ts";
import { messagesIn } from "../messages.ts";

const CLIENT = exampleService({
  name: "client",
  spec: "selector:\n  app: db\nports:\n  - port: 15432\n    targetPort: sql",
});
const SET = exampleSet({ container: "ports:\n  - name: sql\n    containerPort: 5432" });

function app(container: string, namespace = "default"): string {
  return documents(exampleService(), CLIENT, SET, exampleDeployment({ namespace, container }));
}

it.each([
  ["--db=client:5432", "default"],
  ["http://client.default:8080/x", "shop"],
  ["client.default.svc.cluster.local:5432", "shop"],
])("finds the port behind %s", (arg, namespace) => {
  expect(messagesIn(app(`args:\n  - ${arg}`, namespace), servicePortUnknown)).toEqual([
    expect.stringMatching(
      /^spec\.template\.spec\.containers\[0\]\.args\[0\]: Service client has no port \d+, only 15432$/,
    ),
  ]);
});

it.each(["client:15432", "db:9999", "client:17", "client:15432.1", "client.far:5432", "other:80"])(
  "leaves %s alone",
  (arg) => {
    expect(messagesIn(app(`args:\n  - ${arg}`), servicePortUnknown)).toEqual([]);
  },
);

it("takes host and port from variables, and knows which port was meant", () => {
  const env = (port: string): string =>
    `env:\n  - name: DB_HOST\n    value: client\n  - name: DB_PORT\n    value: "${port}"\n  - name: HTTP_PORT\n    value: "80"`;
  expect(messagesIn(app(env("15432")), servicePortUnknown)).toEqual([]);
  const [finding, ...more] = findingsIn(app(env("5432")), [servicePortUnknown]);
  expect(more).toEqual([]);
  expect(finding?.message).toBe("Service client has no port 5432, only 15432");
  expect(finding?.fix).toBe("write 15432, which leads to 5432 of the pods");
});

it("reads full names in configuration", () => {
  const config = (text: string): string => exampleObject("v1", "ConfigMap", { body: `data:\n  url: ${text}` });
  const found = (text: string): readonly string[] =>
    messagesIn(documents(CLIENT, SET, config(text)), servicePortUnknown);
  expect(found("http://client.default.svc:5432")).toEqual(["data[url]: Service client has no port 5432, only 15432"]);
  expect(found("client:5432")).toEqual([]);
});
