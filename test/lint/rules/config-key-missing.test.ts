import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { configKeyMissing } from "../../../src/lint/rules/config-key-missing.ts";
import { messagesIn } from "../messages.ts";

it("knows data, binary data and items", () => {
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "ConfigMap", { name: "x", body: "binaryData:\n  k: AA==" }),
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: conf\n    configMap:\n      name: x\n      items:\n        - key: k\n          path: k",
        }),
      ),
      configKeyMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Secret", { name: "x", body: "stringData:\n  pass: x" }),
        exampleService(),
        exampleSet({
          container:
            "env:\n  - name: A\n    valueFrom:\n      secretKeyRef:\n        name: x\n        key: other\n        optional: true",
        }),
      ),
      configKeyMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "ConfigMap", { name: "x", body: "data:\n  mode: fast" }),
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: conf\n    configMap:\n      name: x\n      items:\n        - key: made\n          path: k",
        }),
      ),
      configKeyMissing,
    ),
  ).toEqual(['spec.template.spec.volumes[0].configMap.items[0].key: ConfigMap "x" has no key "made", only mode']);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Secret", { name: "x", body: "stringData:\n  pass: x" }),
        exampleService(),
        exampleSet({
          container: "env:\n  - name: A\n    valueFrom:\n      secretKeyRef:\n        name: x\n        key: password",
        }),
      ),
      configKeyMissing,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.key: Secret "x" has no key "password", only pass',
  ]);
});

it("finds no binary data in variables", () => {
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "ConfigMap", { name: "x", body: "data:\n  a: b\nbinaryData:\n  k: AA==" }),
        exampleService(),
        exampleSet({
          container: "env:\n  - name: A\n    valueFrom:\n      configMapKeyRef:\n        name: x\n        key: k",
        }),
      ),
      configKeyMissing,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key: ConfigMap "x" has no key "k", only a',
  ]);
});
