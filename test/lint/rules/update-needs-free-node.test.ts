import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject } from "../../../src/lint/example.ts";
import { updateNeedsFreeNode } from "../../../src/lint/rules/update-needs-free-node.ts";
import { messagesIn } from "../messages.ts";

const NODE = (name: string): string => exampleObject("v1", "Node", { name });
const PORTS = "ports:\n  - containerPort: 80\n    hostPort: 80";
const APP = (replicas: number, more: { spec?: string; pod?: string } = {}): string =>
  exampleDeployment({ head: `replicas: ${replicas}`, container: PORTS, ...more });
const PLACE = "spec.template.spec.containers[0].ports[0].hostPort";

it("counts the nodes that are left for a new pod", () => {
  const found = (replicas: number, more = {}): readonly string[] =>
    messagesIn(documents(NODE("a"), NODE("b"), APP(replicas, more)), updateNeedsFreeNode);
  expect(found(1)).toEqual([]);
  expect(found(2)).toEqual([`${PLACE}: host port 80 keeps pods apart, there are 2 places for 2 and a new one`]);
  expect(found(2, { spec: "strategy:\n  rollingUpdate:\n    maxUnavailable: 50%" })).toEqual([]);
  expect(found(3)).toEqual([]);
});

it("knows that there is one place on a node that is named", () => {
  const pod = "nodeSelector:\n  kubernetes.io/hostname: a";
  expect(messagesIn(APP(1, { pod }), updateNeedsFreeNode)).toEqual([
    `${PLACE}: host port 80 keeps pods apart, there is one place for 1 and a new one`,
  ]);
  expect(messagesIn(APP(1), updateNeedsFreeNode)).toEqual([]);
});
