import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { claimTemplateUnused } from "../../../src/lint/rules/claim-template-unused.ts";
import { messagesIn } from "../messages.ts";

it("counts mounts of sidecars and devices, and none of init containers that end", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT })),
      claimTemplateUnused,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: exampleTemplates(),
          pod: "initContainers:\n  - name: x\n    image: x:1\n    restartPolicy: Always\n    volumeMounts:\n      - name: data\n        mountPath: /x",
        }),
      ),
      claimTemplateUnused,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: exampleTemplates(),
          pod: "initContainers:\n  - name: x\n    image: x:1\n    volumeMounts:\n      - name: data\n        mountPath: /x",
        }),
      ),
      claimTemplateUnused,
    ),
  ).toEqual(['spec.volumeClaimTemplates[0]: only init containers, which end, mount the claim "data"']);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates({}, { name: "wal" }), container: EXAMPLE_MOUNT }),
      ),
      claimTemplateUnused,
    ),
  ).toEqual(['spec.volumeClaimTemplates[1]: no container mounts the claim "wal"']);
});
