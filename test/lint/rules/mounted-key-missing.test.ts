import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { mountedKeyMissing } from "../../../src/lint/rules/mounted-key-missing.ts";
import { messagesIn } from "../messages.ts";

it("goes by the paths of items", () => {
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "ConfigMap", { name: "x", body: "data:\n  mode: fast" }),
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: conf\n    configMap:\n      name: x\n      items:\n        - key: mode\n          path: a.conf",
          container: "volumeMounts:\n  - name: conf\n    mountPath: /etc/a.conf\n    subPath: a.conf",
        }),
      ),
      mountedKeyMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: conf\n    configMap:\n      name: x",
          container: "volumeMounts:\n  - name: conf\n    mountPath: /etc/a.conf\n    subPath: a.conf",
        }),
      ),
      mountedKeyMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "ConfigMap", { name: "x", body: "data:\n  mode: fast" }),
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: conf\n    configMap:\n      name: x",
          container: "volumeMounts:\n  - name: conf\n    mountPath: /etc/a.conf\n    subPath: a.conf",
        }),
      ),
      mountedKeyMissing,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].volumeMounts[0].subPath: volume "conf" has no file "a.conf", so /etc/a.conf becomes an empty directory',
  ]);
});

it("looks into projected volumes as far as all of their sources are known", () => {
  const set = (source: string): string =>
    exampleSet({
      pod: `volumes:\n  - name: conf\n    projected:\n      sources:\n        - configMap:\n            name: x\n        - ${source}`,
      container: "volumeMounts:\n  - name: conf\n    mountPath: /etc/a.conf\n    subPath: a.conf",
    });
  const config = exampleObject("v1", "ConfigMap", { name: "x", body: "data:\n  mode: fast" });
  const secret = (key: string): string =>
    exampleObject("v1", "Secret", { name: "login", body: `stringData:\n  ${key}: x` });
  const both = (key: string, source = "secret: {name: login}"): string => documents(config, secret(key), set(source));
  expect(messagesIn(both("a.conf"), mountedKeyMissing)).toEqual([]);
  expect(messagesIn(both("b.conf", "serviceAccountToken: {path: a.conf}"), mountedKeyMissing)).toEqual([]);
  expect(messagesIn(both("b.conf"), mountedKeyMissing)).toEqual([
    'spec.template.spec.containers[0].volumeMounts[0].subPath: volume "conf" has no file "a.conf", so /etc/a.conf becomes an empty directory',
  ]);
});
