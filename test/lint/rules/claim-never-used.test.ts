import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { claimNeverUsed } from "../../../src/lint/rules/claim-never-used.ts";
import { messagesIn } from "../messages.ts";

it("knows the claims of volumes and of sets", () => {
  expect(messagesIn(exampleClaim({ name: "alone" }), claimNeverUsed)).toEqual([]);
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
      claimNeverUsed,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleClaim({ name: "data-db-5" }),
        exampleService(),
        exampleSet({ head: "serviceName: db", spec: exampleTemplates(), container: EXAMPLE_MOUNT }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6",
        }),
      ),
      claimNeverUsed,
    ),
  ).toEqual([]);
  expect(
    messagesIn(documents(exampleClaim({ name: "backup" }), exampleService(), exampleSet()), claimNeverUsed),
  ).toEqual(['metadata.name: no pod uses the claim "backup": no pod mounts it']);
  expect(
    messagesIn(
      documents(
        exampleClaim({ name: "data-db-0", namespace: "other" }),
        exampleService(),
        exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT }),
        exampleSet({ namespace: "other", head: "replicas: 1" }),
      ),
      claimNeverUsed,
    ),
  ).toEqual(['metadata.namespace: no pod uses the claim "data-db-0" in namespace other: its set is in default']);
});
