import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { fieldOfOtherMap } from "../../../src/lint/rules/field-of-other-map.ts";
import { messagesIn } from "../messages.ts";

const PATH = "spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: MEMBER is empty: ";

it.each([
  ["metadata.annotations['app']", `${PATH}app is one of the pod's labels, none of its annotations`],
  [
    "metadata.annotations['apps.kubernetes.io/pod-index']",
    `${PATH}apps.kubernetes.io/pod-index is one of the pod's labels, none of its annotations`,
  ],
  ["metadata.annotations['injected']", undefined],
  ["metadata.labels['app']", undefined],
  ["metadata.labels['injected']", undefined],
  ["metadata.name", undefined],
])("knows which map has %s", (field, message) => {
  const env = `env:\n  - name: MEMBER\n    valueFrom:\n      fieldRef:\n        fieldPath: ${field}`;
  const found = messagesIn(documents(exampleService(), exampleSet({ container: env })), fieldOfOtherMap);
  expect(found).toEqual(message === undefined ? [] : [message]);
});
