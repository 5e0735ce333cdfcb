import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { pullSecretUnusable } from "../../../src/lint/rules/pull-secret-unusable.ts";
import { messagesIn } from "../messages.ts";

const SET = documents(exampleService(), exampleSet({ pod: "imagePullSecrets:\n  - name: login" }));

it("takes both types that the kubelet takes, and knows nothing of Secrets that are not given", () => {
  const old = exampleObject("v1", "Secret", {
    name: "login",
    body: 'type: kubernetes.io/dockercfg\nstringData:\n  .dockercfg: "{}"',
  });
  expect(messagesIn(documents(old, SET), pullSecretUnusable)).toEqual([]);
  expect(messagesIn(SET, pullSecretUnusable)).toEqual([]);
  const other = exampleObject("v1", "Secret", { name: "login", body: "stringData:\n  user: db" });
  expect(messagesIn(documents(other, SET), pullSecretUnusable)).toEqual([
    'spec.template.spec.imagePullSecrets[0].name: Secret "login" is of type Opaque, which is not looked at for pulling images',
  ]);
});
