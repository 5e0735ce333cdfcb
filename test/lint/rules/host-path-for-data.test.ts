import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { lintManifests } from "../../../src/lint/lint.ts";
import { hostPathForData } from "../../../src/lint/rules/host-path-for-data.ts";
import { messagesIn } from "../messages.ts";

it("lets pods read and reach the node", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: data\n    hostPath:\n      path: /sys/fs",
          container: "volumeMounts:\n  - name: data\n    mountPath: /x",
        }),
      ),
      hostPathForData,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: data\n    hostPath:\n      path: /opt/tools",
          container: "volumeMounts:\n  - name: data\n    mountPath: /x\n    readOnly: true",
        }),
      ),
      hostPathForData,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: data\n    hostPath:\n      path: /mnt/disk",
          container: "volumeMounts:\n  - name: data\n    mountPath: /x",
        }),
      ),
      hostPathForData,
    ),
  ).toEqual(["spec.template.spec.volumes[0].hostPath: /mnt/disk is another directory on every node"]);
});

it("weighs less where the only pod of a set always runs on the same node", () => {
  const severities = (replicas: number, tie: string): readonly string[] => {
    const set = exampleSet({
      head: `serviceName: db\nreplicas: ${replicas}`,
      pod: `${tie}volumes:\n  - name: data\n    hostPath:\n      path: /srv/db`,
      container: "volumeMounts:\n  - name: data\n    mountPath: /x",
    });
    const bytes = new TextEncoder().encode(documents(exampleService(), set));
    const { findings } = lintManifests([{ file: "a.yaml", bytes }], { rules: [hostPathForData] });
    return findings.map(({ severity }) => severity);
  };
  const tie = "nodeSelector:\n  kubernetes.io/hostname: node-1\n";
  expect(severities(1, tie)).toEqual(["info"]);
  expect(severities(2, tie)).toEqual(["warning"]);
  expect(severities(1, "nodeSelector:\n  disk: fast\n")).toEqual(["warning"]);
});
