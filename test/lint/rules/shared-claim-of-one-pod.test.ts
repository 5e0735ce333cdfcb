import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleObject,
  exampleService,
  exampleSet,
} from "../../../src/lint/example.ts";
import { sharedClaimOfOnePod } from "../../../src/lint/rules/shared-claim-of-one-pod.ts";
import { messagesIn } from "../messages.ts";

it("minds how many replicas there may be", () => {
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
      sharedClaimOfOnePod,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleClaim({ name: "shared" }),
        exampleService(),
        exampleSet({
          head: "serviceName: db",
          container: EXAMPLE_MOUNT,
          pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared",
        }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6",
        }),
      ),
      sharedClaimOfOnePod,
    ),
  ).toEqual([
    'spec.template.spec.volumes[0].persistentVolumeClaim: 6 replicas share the claim "shared", which ReadWriteOnce gives to the pods of one node',
  ]);
});
