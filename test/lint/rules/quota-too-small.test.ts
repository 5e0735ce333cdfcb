import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleDeployment,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { quotaTooSmall } from "../../../src/lint/rules/quota-too-small.ts";
import { messagesIn } from "../messages.ts";

const QUOTA = (hard: string): string => exampleObject("v1", "ResourceQuota", { body: `spec:\n  hard:\n    ${hard}` });
const SET = documents(
  exampleService(),
  exampleSet({
    spec: exampleTemplates({}, { name: "log", size: "500Mi" }),
    container: `${EXAMPLE_MOUNT}\n  - name: log\n    mountPath: /log\nresources:\n  requests:\n    cpu: 500m\n    memory: 1Gi`,
  }),
);
const APP = exampleDeployment({ container: "resources:\n  limits:\n    cpu: 250m" });

it("adds up pods, claims, storage and requests", () => {
  const found = (hard: string): readonly string[] => messagesIn(documents(QUOTA(hard), SET, APP), quotaTooSmall);
  expect(found("pods: 5")).toEqual([]);
  expect(found("pods: 4")).toEqual(["spec.hard[pods]: the workloads of the namespace need 5 of pods, 4 are allowed"]);
  expect(found("cpu: 2")).toEqual([]);
  expect(found("requests.cpu: 1900m")).toEqual([
    "spec.hard[requests.cpu]: the workloads of the namespace need 2 of requests.cpu, 1900m are allowed",
  ]);
  expect(found("memory: 3Gi")).toEqual([]);
  expect(found("persistentvolumeclaims: 5")).toEqual([
    "spec.hard[persistentvolumeclaims]: the workloads of the namespace need 6 of persistentvolumeclaims, 5 are allowed",
  ]);
  expect(found("requests.storage: 31Gi")).toEqual([
    "spec.hard[requests.storage]: the workloads of the namespace need 32220Mi of requests.storage, 31Gi are allowed",
  ]);
  expect(found("services: 1")).toEqual([]);
});
