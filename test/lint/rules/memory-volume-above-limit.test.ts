import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { memoryVolumeAboveLimit } from "../../../src/lint/rules/memory-volume-above-limit.ts";
import { messagesIn } from "../messages.ts";

it("compares amounts in memory", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: 'volumes:\n  - name: t\n    emptyDir:\n      medium: ""\n      sizeLimit: 2Gi',
          container: "resources:\n  limits:\n    memory: 1Gi\nvolumeMounts:\n  - name: t\n    mountPath: /t",
        }),
      ),
      memoryVolumeAboveLimit,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: t\n    emptyDir:\n      medium: Memory\n      sizeLimit: 2Gi",
          container: "resources:\n  limits:\n    memory: 2048Mi\nvolumeMounts:\n  - name: t\n    mountPath: /t",
        }),
      ),
      memoryVolumeAboveLimit,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: t\n    emptyDir:\n      medium: Memory\n      sizeLimit: 2Gi",
          container: "resources:\n  limits:\n    memory: 2G\nvolumeMounts:\n  - name: t\n    mountPath: /t",
        }),
      ),
      memoryVolumeAboveLimit,
    ),
  ).toEqual([
    'spec.template.spec.volumes[0].emptyDir.sizeLimit: 2Gi in memory is above 2G, the limit of container "db"',
  ]);
});

it("looks at Deployments too", () => {
  const app = exampleDeployment({
    pod: "volumes:\n  - name: cache\n    emptyDir:\n      medium: Memory\n      sizeLimit: 2Gi",
    container: "resources:\n  limits:\n    memory: 1Gi\nvolumeMounts:\n  - name: cache\n    mountPath: /cache",
  });
  expect(messagesIn(app, memoryVolumeAboveLimit)).toEqual([
    'spec.template.spec.volumes[0].emptyDir.sizeLimit: 2Gi in memory is above 1Gi, the limit of container "db"',
  ]);
});
