import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { secretMissing } from "../../../src/lint/rules/secret-missing.ts";
import { messagesIn } from "../messages.ts";
import { findingsIn } from "../rule-test.ts";

it("looks at volumes and variables", () => {
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Secret", { name: "x", body: "stringData:\n  pass: x" }),
        exampleService(),
        exampleSet({ pod: "volumes:\n  - name: conf\n    secret:\n      secretName: x" }),
      ),
      secretMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ pod: "volumes:\n  - name: conf\n    secret:\n      secretName: x" })),
      secretMissing,
    ),
  ).toEqual([
    'spec.template.spec.volumes[0].secret.secretName: Secret "x" is not among the manifests of namespace default',
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container: "env:\n  - name: A\n    valueFrom:\n      secretKeyRef:\n        name: x\n        key: a",
        }),
      ),
      secretMissing,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name: Secret "x" is not among the manifests of namespace default',
  ]);
});

it("minds a Secret for pulling images where it looks like a slip", () => {
  const set = exampleSet({ pod: "imagePullSecrets:\n  - name: registry" });
  const secret = (name: string, namespace = "default"): string => exampleObject("v1", "Secret", { name, namespace });
  const path = "spec.template.spec.imagePullSecrets[0].name";
  const flaw = `${path}: Secret "registry" for pulling images is not among the manifests of namespace default`;
  expect(messagesIn(documents(exampleService(), set), secretMissing)).toEqual([]);
  expect(messagesIn(documents(secret("registry"), exampleService(), set), secretMissing)).toEqual([]);
  expect(messagesIn(documents(secret("registrys"), exampleService(), set), secretMissing)).toEqual([flaw]);
  expect(messagesIn(documents(secret("registry", "build"), exampleService(), set), secretMissing)).toEqual([
    `${flaw}, only in build`,
  ]);
});

it("tells of several at once where the manifests bring no Secrets at all", () => {
  const set = exampleSet({ container: "envFrom:\n  - secretRef:\n      name: a\n  - secretRef:\n      name: b" });
  const path = (at: number): string => `spec.template.spec.containers[0].envFrom[${at}].secretRef.name`;
  expect(messagesIn(documents(exampleService(), set), secretMissing)).toEqual([
    `${path(0)}: Secret "a" and 1 more are not among the manifests, which bring none`,
  ]);
  const other = exampleObject("v1", "Secret", { name: "other", body: "stringData: {}" });
  expect(messagesIn(documents(other, exampleService(), set), secretMissing)).toEqual(
    ["a", "b"].map((name, at) => `${path(at)}: Secret "${name}" is not among the manifests of namespace default`),
  );
});

it("sees that a ConfigMap is meant", () => {
  const set = exampleSet({ container: "envFrom:\n  - secretRef:\n      name: a" });
  const config = exampleObject("v1", "ConfigMap", { name: "a", body: "data: {}" });
  const [finding] = findingsIn(documents(config, exampleService(), set), [secretMissing]);
  expect(finding?.message).toBe('Secret "a" is not among the manifests of namespace default, but a ConfigMap');
  expect(finding?.fix).toBe("refer to it as the ConfigMap that it is");
});
