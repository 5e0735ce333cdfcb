import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { readManifests } from "../../../src/manifest/read.ts";
import { printJson } from "../../../src/print/objects/json.ts";
import { listOf } from "../../../src/print/objects/list.ts";
import { printYaml } from "../../../src/print/objects/yaml.ts";

interface Step {
  readonly kubectl?: string;
  readonly stdout?: string;
}

const FOLDER = "fixtures/conformance/scenarios";

const printed = readdirSync(FOLDER).flatMap((file) => {
  const { steps }: { steps: readonly Step[] } = JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8"));
  return steps.flatMap(({ kubectl = "", stdout = "" }) => {
    const format = / -o (yaml|json)$/.exec(kubectl)?.[1];
    return format === undefined ? [] : [{ file, kubectl, stdout, format }];
  });
});

test.each(printed)("$kubectl in $file prints the same when it is read back", ({ stdout, format }) => {
  const [manifest] = readManifests({ file: "STDIN", bytes: Buffer.from(stdout) }).manifests;
  const print = format === "yaml" ? printYaml : printJson;
  expect(print(manifest?.object)).toBe(stdout);
});

test("several objects stand in a List", () => {
  expect(printYaml(listOf([{ kind: "Pod", apiVersion: "v1" }]))).toBe(
    'apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\nkind: List\nmetadata:\n  resourceVersion: ""\n',
  );
});

test("lists of a slice that storage does not tell from none are null", () => {
  const slice = { kind: "EndpointSlice", endpoints: [], addressType: "IPv4" };
  expect(printYaml(slice)).toBe("addressType: IPv4\nendpoints: null\nkind: EndpointSlice\nports: null\n");
  expect(printYaml(listOf([{ ...slice, apiVersion: "discovery.k8s.io/v1", ports: [{ port: 1 }] }]))).toContain(
    "  endpoints: null\n  kind: EndpointSlice\n  ports:\n  - port: 1\n",
  );
});

test("timestamps are cut to whole seconds, texts that only look like them are not", () => {
  const object = {
    metadata: { annotations: { atTime: "2026-01-01T00:00:00.250Z" }, creationTimestamp: "2026-01-01T00:00:03.250Z" },
    status: { containerStatuses: [{ state: { running: { startedAt: "2026-01-01T00:00:04.5Z" } } }] },
    eventTime: "2026-01-01T00:00:00.250Z",
  };
  expect(printYaml(object)).toBe(`eventTime: "2026-01-01T00:00:00.250Z"
metadata:
  annotations:
    atTime: "2026-01-01T00:00:00.250Z"
  creationTimestamp: "2026-01-01T00:00:03Z"
status:
  containerStatuses:
  - state:
      running:
        startedAt: "2026-01-01T00:00:04Z"
`);
});
