import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { emptyDirForData } from "../../../src/lint/rules/empty-dir-for-data.ts";
import { messagesIn } from "../messages.ts";

it("knows where data lies", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: data\n    emptyDir: {}",
          container: "volumeMounts:\n  - name: data\n    mountPath: /var/run/postgresql",
        }),
      ),
      emptyDirForData,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: data\n    emptyDir: {}",
          container: "volumeMounts:\n  - name: data\n    mountPath: /dev/shm",
        }),
      ),
      emptyDirForData,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: data\n    emptyDir: {}",
          container: "volumeMounts:\n  - name: data\n    mountPath: /data",
        }),
      ),
      emptyDirForData,
    ),
  ).toEqual(['spec.template.spec.volumes[0].emptyDir: "data", mounted at /data, is empty again in every new pod']);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: data\n    emptyDir: {}",
          container: "volumeMounts:\n  - name: data\n    mountPath: /var/lib/mysql",
        }),
      ),
      emptyDirForData,
    ),
  ).toEqual([
    'spec.template.spec.volumes[0].emptyDir: "data", mounted at /var/lib/mysql, is empty again in every new pod',
  ]);
});
