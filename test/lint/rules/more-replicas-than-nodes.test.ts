import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet, exampleDeployment } from "../../../src/lint/example.ts";
import { moreReplicasThanNodes } from "../../../src/lint/rules/more-replicas-than-nodes.ts";
import { messagesIn } from "../messages.ts";

it("counts what an autoscaler may make", () => {
  expect(
    messagesIn(
      documents(exampleObject("v1", "Node", { name: "a", body: "" }), exampleService(), exampleSet()),
      moreReplicasThanNodes,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Node", { name: "a", body: "" }),
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: db",
        }),
      ),
      moreReplicasThanNodes,
    ),
  ).toEqual([
    "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]: anti-affinity by host name allows one pod on a node: 3 replicas, 1 nodes",
  ]);
});

const node = (name: string, body = "", labels = ""): string =>
  exampleObject("v1", "Node", { name, metadata: `labels:\n  zone: any${labels}`, body });
const APART = (key: string): string =>
  `affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: ${key}\n        labelSelector:\n          matchLabels:\n            app: db`;
const PATH = "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]";
const HOST = "kubernetes.io/hostname";

it.each([
  ["cordoned", node("c", "spec:\n  unschedulable: true"), ""],
  ["tainted", node("c", "spec:\n  taints:\n    - key: dedicated\n      effect: NoSchedule"), ""],
  ["not selected", exampleObject("v1", "Node", { name: "c" }), "\nnodeSelector:\n  zone: any"],
])("does not count a node that is %s", (_why, third, more) => {
  const set = exampleSet({ pod: `${APART(HOST)}${more}` });
  expect(messagesIn(documents(node("a"), node("b"), third, exampleService(), set), moreReplicasThanNodes)).toEqual([
    `${PATH}: anti-affinity by host name allows one pod on a node: 3 replicas, 2 nodes that the pods may be on, of 3 nodes`,
  ]);
});

it("counts a tainted node where the taint is tolerated", () => {
  const third = node("c", "spec:\n  taints:\n    - key: dedicated\n      effect: NoSchedule");
  const set = exampleSet({ pod: `${APART(HOST)}\ntolerations:\n  - key: dedicated\n    operator: Exists` });
  expect(messagesIn(documents(node("a"), node("b"), third, exampleService(), set), moreReplicasThanNodes)).toEqual([]);
});

it("counts zones where the pods are kept apart by zone, and none where a node has no zone", () => {
  const zone = "topology.kubernetes.io/zone";
  const set = exampleSet({ pod: APART(zone) });
  const [a, b] = [node("a", "", `\n  ${zone}: a`), node("b", "", `\n  ${zone}: b`)];
  expect(
    messagesIn(documents(a, b, node("c", "", `\n  ${zone}: b`), exampleService(), set), moreReplicasThanNodes),
  ).toEqual([`${PATH}: anti-affinity by zone allows one pod in a zone: 3 replicas, 2 zones`]);
  expect(messagesIn(documents(a, b, node("c"), exampleService(), set), moreReplicasThanNodes)).toEqual([]);
});

it("knows that ports of the host network are ports of the node", () => {
  const set = exampleSet({ pod: "hostNetwork: true", container: "ports:\n  - containerPort: 5432" });
  expect(messagesIn(documents(node("a"), node("b"), exampleService(), set), moreReplicasThanNodes)).toEqual([
    "spec.template.spec.containers[0].ports[0].containerPort: port 5432 of the host network allows one pod on a node: 3 replicas, 2 nodes",
  ]);
});

it("looks at Deployments, too", () => {
  const APP = (replicas: number): string =>
    exampleDeployment({ head: `replicas: ${replicas}`, container: "ports:\n  - containerPort: 80\n    hostPort: 80" });
  const NODES = documents(exampleObject("v1", "Node", { name: "a" }), exampleObject("v1", "Node", { name: "b" }));
  expect(messagesIn(documents(NODES, APP(2)), moreReplicasThanNodes)).toEqual([]);
  expect(messagesIn(documents(NODES, APP(3)), moreReplicasThanNodes)).toEqual([
    "spec.template.spec.containers[0].ports[0].hostPort: host port 80 allows one pod on a node: 3 replicas, 2 nodes",
  ]);
});
