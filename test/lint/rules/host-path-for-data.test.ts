import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
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
