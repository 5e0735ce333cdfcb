import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { quotaRefusesPods } from "../../../src/lint/rules/quota-refuses-pods.ts";
import { messagesIn } from "../messages.ts";

const QUOTA = (more = ""): string =>
  exampleObject("v1", "ResourceQuota", {
    body: `spec:\n${more}  hard:\n    requests.cpu: 10\n    limits.memory: 64Gi`,
  });
const LIMITS = (lines: string): string =>
  exampleObject("v1", "LimitRange", { body: `spec:\n  limits:\n    - type: Container\n${lines}` });
const SET = (parts: { pod?: string; container?: string } = {}): string =>
  documents(exampleService(), exampleSet(parts));

it("asks for requests and limits, of init containers, too", () => {
  expect(messagesIn(documents(QUOTA(), SET()), quotaRefusesPods)).toEqual([
    'spec.template.spec.containers[0].resources: container "db" says no requests.cpu, no limits.memory, which ResourceQuota db counts',
  ]);
  const container = "resources:\n  limits:\n    cpu: 1\n    memory: 1Gi";
  expect(messagesIn(documents(QUOTA(), SET({ container })), quotaRefusesPods)).toEqual([]);
  const pod = "initContainers:\n  - name: chown\n    image: busybox:1.36";
  expect(messagesIn(documents(QUOTA(), SET({ container, pod })), quotaRefusesPods)).toEqual([
    'spec.template.spec.initContainers[0].resources: container "chown" says no requests.cpu, no limits.memory, which ResourceQuota db counts',
  ]);
});

it("knows defaults, the resources of a pod as a whole, and quotas of some pods", () => {
  const max = LIMITS("      max:\n        memory: 2Gi\n      defaultRequest:\n        cpu: 100m");
  expect(messagesIn(documents(QUOTA(), max, SET()), quotaRefusesPods)).toEqual([]);
  const pod = "resources:\n  requests:\n    cpu: 1\n  limits:\n    memory: 1Gi";
  expect(messagesIn(documents(QUOTA(), SET({ pod })), quotaRefusesPods)).toEqual([]);
  expect(messagesIn(documents(QUOTA("  scopes:\n    - Terminating\n"), SET()), quotaRefusesPods)).toEqual([]);
});
