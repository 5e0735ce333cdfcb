import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject } from "../../../src/lint/example.ts";
import { requestsExceedNodes } from "../../../src/lint/rules/requests-exceed-nodes.ts";
import { messagesIn } from "../messages.ts";

function node(name: string, cpu: number, memory: string, more = ""): string {
  const body = `${more}status:\n  allocatable:\n    cpu: ${cpu}\n    memory: ${memory}`;
  return exampleObject("v1", "Node", { name, body });
}

const BOTH = documents(node("a", 4, "64Gi"), node("b", 32, "8Gi"));
const AT = "spec.template.spec.containers[0].resources";

function found(nodes: string, container: string, pod = ""): readonly string[] {
  return messagesIn(documents(nodes, exampleDeployment({ container, pod })), requestsExceedNodes);
}

it("asks for one node that has all of it", () => {
  expect(found(BOTH, "resources: {requests: {cpu: 2, memory: 32Gi}}")).toEqual([]);
  expect(found(BOTH, "resources: {requests: {cpu: 8, memory: 32Gi}}")).toEqual([
    `${AT}.requests.cpu: a pod requests 8 of cpu, which 1 of the 2 nodes do not have`,
    `${AT}.requests.memory: a pod requests 32Gi of memory, which 1 of the 2 nodes do not have`,
  ]);
});

it("adds containers up, takes limits for requests, and knows what init containers need", () => {
  const init = (more: string): string =>
    `initContainers:\n  - name: a\n    image: a:1\n    ${more}resources: {limits: {memory: 40Gi}}`;
  const own = "resources: {limits: {memory: 40Gi}}";
  expect(found(BOTH, own)).toEqual([]);
  expect(found(BOTH, own, init(""))).toEqual([]);
  expect(found(BOTH, own, init("restartPolicy: Always\n    "))).toEqual([
    `${AT}.limits.memory: a pod requests 80Gi of memory, which none of the 2 nodes has`,
  ]);
});

it("leaves out nodes that the pods may not be on, and resources that nodes do not list", () => {
  const large = node("c", 64, "512Gi", "spec:\n  unschedulable: true\n");
  expect(found(documents(BOTH, large), "resources: {requests: {memory: 128Gi}}")).toHaveLength(1);
  expect(found(large, "resources: {requests: {memory: 1Ti}}")).toEqual([]);
  expect(found(BOTH, 'resources: {limits: {"example.com/gpu": 1}}')).toEqual([]);
  expect(found("", "resources: {requests: {memory: 1Ti}}")).toEqual([]);
});
