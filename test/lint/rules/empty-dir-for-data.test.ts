import { expect, it } from "vitest";
import { documents, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
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

it("takes a directory around a mounted claim for scratch space", () => {
  const found = (claimPath: string): readonly string[] =>
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: cookie\n    emptyDir: {}",
          spec: exampleTemplates(),
          container: `volumeMounts:\n  - name: cookie\n    mountPath: /var/lib/rabbitmq/\n  - name: data\n    mountPath: ${claimPath}`,
        }),
      ),
      emptyDirForData,
    );
  expect(found("/var/lib/rabbitmq/mnesia")).toEqual([]);
  expect(found("/var/log/rabbitmq")).toHaveLength(1);
});

it("takes what an init container copies into the volume for no data", () => {
  const found = (path: string): readonly string[] => {
    const init = `initContainers:\n  - name: copy\n    image: busybox:1\n    volumeMounts:\n      - name: data\n        mountPath: ${path}`;
    const set = exampleSet({
      pod: `volumes:\n  - name: data\n    emptyDir: {}\n${init}`,
      container: "volumeMounts:\n  - name: data\n    mountPath: /var/lib/neo4j/plugins",
    });
    return messagesIn(documents(exampleService(), set), emptyDirForData);
  };
  expect(found("/plugins")).toEqual([]);
  expect(found("/var/lib/neo4j/plugins")).toHaveLength(1);
});
