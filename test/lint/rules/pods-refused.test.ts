import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { podsRefused } from "../../../src/lint/rules/pods-refused.ts";
import { messagesIn } from "../messages.ts";

const found = (pod: string, container = "", ...others: readonly string[]): readonly string[] =>
  messagesIn(documents(...others, exampleService(), exampleSet({ pod, container })), podsRefused).filter((message) =>
    message.includes("refused"),
  );

it("adds up what containers request, which pods take from their limits", () => {
  const limits = (cpu: number): string => `resources:\n  limits:\n    cpu: ${cpu}`;
  expect(found("resources:\n  requests:\n    cpu: 1", limits(2))).toEqual([
    'spec.template.spec.resources.requests[cpu]: the pods are refused: spec.resources.requests[cpu]: Invalid value: "1": ' +
      "must be greater than or equal to aggregate container requests of 2",
  ]);
  expect(found(limits(1), "resources:\n  requests:\n    cpu: 2")).toEqual([
    'spec.template.spec.resources.requests: the pods are refused: spec.resources.requests: Invalid value: "2": must be less ' +
      "than or equal to cpu limit of 1",
  ]);
  expect(found(limits(2), limits(2))).toEqual([]);
});

it("sees a port of the node that one container asks for twice", () => {
  const ports = (protocol: string): string =>
    `ports:\n  - containerPort: 80\n  - containerPort: 80\n    name: again\n    protocol: ${protocol}`;
  const [message] = found("hostNetwork: true", ports("TCP"));
  expect(message).toMatch(
    /^spec\.template\.spec\.containers\[0\]\.ports\[1\]\.hostPort: the pods are refused: .*"TCP\/\/80"$/,
  );
  expect(found("hostNetwork: true", ports("UDP"))).toEqual([]);
  expect(found("", ports("TCP"))).toEqual([]);
});

it("leaves priorities and overheads to classes, unless one is the default", () => {
  expect(found("priority: 5\npreemptionPolicy: Never\noverhead:\n  cpu: 1")).toEqual([
    "spec.template.spec.priority: priority is refused in pods that name no PriorityClass",
    "spec.template.spec.preemptionPolicy: preemptionPolicy is refused in pods that name no PriorityClass",
    "spec.template.spec.overhead: overhead is refused in pods that name no RuntimeClass",
  ]);
  expect(found("priority: 0\npreemptionPolicy: PreemptLowerPriority")).toEqual([]);
  expect(found("priority: 5\npriorityClassName: high\nruntimeClassName: sand\noverhead:\n  cpu: 1")).toEqual([]);
  const body = "value: 5\nglobalDefault: true";
  const usual = exampleObject("scheduling.k8s.io/v1", "PriorityClass", { name: "usual", body });
  expect(found("priority: 5", "", usual)).toEqual([]);
});
