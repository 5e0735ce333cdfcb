import { expect, test } from "vitest";
import { readManifests } from "../../../src/manifest/read.ts";
import { printKyaml } from "../../../src/print/objects/kyaml.ts";

test("objects stand in braces, lists of objects keep their brackets close, texts are quoted", () => {
  const pod = {
    kind: "Pod",
    apiVersion: "v1",
    metadata: { name: "web-0", labels: { app: "web", "apps.kubernetes.io/pod-index": "0", on: "x", "1": "y" } },
    spec: { containers: [{ name: "a", args: ["-c", "sleep 1"], resources: {} }, { name: "b" }], volumes: [] },
  };
  expect(printKyaml(pod)).toBe(`---
{
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    labels: {
      "1": "y",
      app: "web",
      apps.kubernetes.io/pod-index: "0",
      "on": "x",
    },
    name: "web-0",
  },
  spec: {
    containers: [{
      args: [
        "-c",
        "sleep 1",
      ],
      name: "a",
      resources: {},
    }, {
      name: "b",
    }],
    volumes: [],
  },
}
`);
});

test("a text of several lines is folded line by line", () => {
  expect(printKyaml({ data: { main: "one\n  two\n" } })).toBe(`---
{
  data: {
    main: "\\
       one\\n\\
      \\  two\\n\\
      ",
  },
}
`);
});

test("what is printed reads back as the same object", () => {
  const object = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "x" },
    data: { a: "x: 1\n# y\n\n  z", "b c": "\t'\"\\", yes: "no", n: "1_0", "2026-01-31": "é😀" },
    more: [1, 2.5, true, null, [[], {}], "a"],
  };
  const { manifests, errors } = readManifests({ file: "x.yaml", bytes: Buffer.from(printKyaml(object)) });
  expect(errors).toEqual([]);
  expect(manifests[0]?.object).toEqual(object);
});
