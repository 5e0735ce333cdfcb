import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { configMapMissing } from "../../../src/lint/rules/config-map-missing.ts";
import { messagesIn } from "../messages.ts";

it("looks at volumes, projections and variables, and lets optional ones be", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ pod: "volumes:\n  - name: conf\n    configMap:\n      name: x\n      optional: true" }),
      ),
      configMapMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ pod: "volumes:\n  - name: conf\n    configMap:\n      name: kube-root-ca.crt" }),
      ),
      configMapMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ pod: "volumes:\n  - name: conf\n    configMap:\n      name: x" })),
      configMapMissing,
    ),
  ).toEqual([
    'spec.template.spec.volumes[0].configMap.name: ConfigMap "x" is not among the manifests of namespace default',
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: all\n    projected:\n      sources:\n        - configMap:\n            name: x",
        }),
      ),
      configMapMissing,
    ),
  ).toEqual([
    'spec.template.spec.volumes[0].projected.sources[0].configMap.name: ConfigMap "x" is not among the manifests of namespace default',
  ]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "ConfigMap", { name: "confi", body: "data:\n  mode: fast" }),
        exampleService(),
        exampleSet({
          container: "env:\n  - name: A\n    valueFrom:\n      configMapKeyRef:\n        name: conf\n        key: mode",
        }),
      ),
      configMapMissing,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name: ConfigMap "conf" is not among the manifests of namespace default',
  ]);
});
