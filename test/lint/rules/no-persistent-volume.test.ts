import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleClaim, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { noPersistentVolume } from "../../../src/lint/rules/no-persistent-volume.ts";
import { messagesIn } from "../messages.ts";

it("accepts any volume that keeps data", () => {
  expect(
    messagesIn(
      documents(
        exampleClaim({ name: "shared" }),
        exampleService(),
        exampleSet({
          head: "serviceName: db\nreplicas: 1",
          container: EXAMPLE_MOUNT,
          pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared",
        }),
      ),
      noPersistentVolume,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "volumes:\n  - name: data\n    emptyDir: {}",
          container: "volumeMounts:\n  - name: data\n    mountPath: /tmp",
        }),
      ),
      noPersistentVolume,
    ),
  ).toEqual(["spec.volumeClaimTemplates: StatefulSet db keeps no data"]);
});
