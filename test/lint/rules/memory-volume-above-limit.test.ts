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

it("adds up what a container mounts, and knows limits of pods", () => {
  const set = (second: string, pod = ""): string =>
    exampleSet({
      pod: `${pod}volumes:\n  - name: a\n    emptyDir: {medium: Memory, sizeLimit: 700Mi}\n  - name: b\n    emptyDir: {medium: Memory, sizeLimit: ${second}}`,
      container:
        (pod === "" ? "resources:\n  limits:\n    memory: 1Gi\n" : "") +
        "volumeMounts:\n  - name: a\n    mountPath: /a\n  - name: b\n    mountPath: /b",
    });
  const path = "spec.template.spec.volumes[1].emptyDir.sizeLimit";
  expect(messagesIn(set("300Mi"), memoryVolumeAboveLimit)).toEqual([]);
  expect(messagesIn(set("400Mi"), memoryVolumeAboveLimit)).toEqual([
    `${path}: 700Mi and 400Mi in memory are together above 1Gi, the limit of container "db"`,
  ]);
  expect(messagesIn(set("2Gi", "resources:\n  limits:\n    memory: 1Gi\n"), memoryVolumeAboveLimit)).toEqual([
    `${path}: 2Gi in memory is above 1Gi, the limit of the pod`,
  ]);
});
