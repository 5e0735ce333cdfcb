import { expect, it } from "vitest";
import { documents, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { imageVolumeNotMounted } from "../../../src/lint/rules/image-volume-not-mounted.ts";
import { messagesIn } from "../messages.ts";

function found(image: string, mountPath: string, more = ""): readonly string[] {
  const container = `volumeMounts:\n  - name: data\n    mountPath: ${mountPath}\n${more}`;
  const set = exampleSet({ image, spec: exampleTemplates(), container });
  return messagesIn(documents(exampleService(), set), imageVolumeNotMounted).map((text) => text.replace(/^.*: /, ""));
}

const PGDATA = (value: string): string => `env:\n  - name: PGDATA\n    value: ${value}`;

it.each<[string, string, string, string?]>([
  ["postgres:13.4-alpine", "/var/lib/postgresql", "/var/lib/postgresql/data"],
  ["docker.io/postgis/postgis:16-3.4", "/var/lib/postgresql/", "/var/lib/postgresql/data"],
  ["postgres:16", "/var/lib/postgresql", "/var/lib/postgresql/data", PGDATA("/var/lib/postgresql/data/pgdata")],
  ["mongo:7", "/data", "/data/db"],
  ["mysql:8.0", "/var/lib", "/var/lib/mysql"],
  ["hashicorp/consul:1.20", "/consul", "/consul/data", "args: [agent, -server]"],
])("%s with a claim at %s", (image, mountPath, volume, more) => {
  expect(found(image, mountPath, more)).toEqual([`the image has a volume of its own at ${volume}`]);
});

it.each<[string, string, string?]>([
  ["postgres:18", "/var/lib/postgresql"],
  ["postgres", "/var/lib/postgresql"],
  ["postgres:16", "/var/lib/postgresql/data"],
  ["postgres:16", "/var/lib/postgresql", PGDATA("/var/lib/postgresql/pgdata")],
  ["postgres:16", "/var/lib/postgresql", "envFrom:\n  - configMapRef:\n      name: elsewhere"],
  ["bitnami/mysql:8.0", "/var/lib"],
  ["mongo:7", "/data/db"],
  ["mongo:7", "/data", "args: [--dbpath=/data/mine]"],
  ["mongo-express:1", "/data"],
])("leaves %s with a claim at %s alone", (image, mountPath, more) => {
  expect(found(image, mountPath, more)).toEqual([]);
});

it("asks for claims only, and of those that nothing is mounted below", () => {
  const container = (more: string): string => `volumeMounts:\n  - name: data\n    mountPath: /data\n${more}`;
  const pod = "volumes:\n  - name: data\n    emptyDir: {}";
  const scratch = exampleSet({ image: "mongo:7", pod, container: container("") });
  expect(messagesIn(documents(exampleService(), scratch), imageVolumeNotMounted)).toEqual([]);
  const below = container("  - name: data\n    mountPath: /data/db\n    subPath: db");
  const both = exampleSet({ image: "mongo:7", spec: exampleTemplates(), container: below });
  expect(messagesIn(documents(exampleService(), both), imageVolumeNotMounted)).toEqual([]);
});
