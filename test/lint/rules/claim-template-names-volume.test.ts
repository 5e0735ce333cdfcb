import { expect, it } from "vitest";
import { EXAMPLE_MOUNT, exampleObject, documents, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { claimTemplateNamesVolume } from "../../../src/lint/rules/claim-template-names-volume.ts";
import { messagesIn } from "../messages.ts";

it("counts what an autoscaler may add", () => {
  const spec = exampleTemplates({ spec: "volumeName: disk-1" }, { name: "wal", spec: 'volumeName: ""' });
  const set = exampleSet({ head: "serviceName: db", spec, container: EXAMPLE_MOUNT });
  const scaler = exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
    body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 4",
  });
  expect(messagesIn(set, claimTemplateNamesVolume)).toEqual([]);
  expect(messagesIn(documents(set, scaler), claimTemplateNamesVolume)).toEqual([
    'spec.volumeClaimTemplates[0].spec.volumeName: 4 claims "data" ask for the one volume disk-1',
  ]);
});
