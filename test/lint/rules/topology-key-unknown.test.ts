import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { topologyKeyUnknown } from "../../../src/lint/rules/topology-key-unknown.ts";
import { messagesIn } from "../messages.ts";

it("accepts keys of one's own, and labels of given nodes", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: example.com/rack\n          labelSelector:\n            matchLabels:\n              app: db",
        }),
      ),
      topologyKeyUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Node", { name: "a", metadata: "labels:\n  kubernetes.io/rack: r1", body: "" }),
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: kubernetes.io/rack\n          labelSelector:\n            matchLabels:\n              app: db",
        }),
      ),
      topologyKeyUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: topology.kubernetes.io/zones\n          labelSelector:\n            matchLabels:\n              app: db",
        }),
      ),
      topologyKeyUnknown,
    ),
  ).toEqual([
    "spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey: nodes carry no label topology.kubernetes.io/zones",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: hostname\n          labelSelector:\n            matchLabels:\n              app: db",
        }),
      ),
      topologyKeyUnknown,
    ),
  ).toEqual([
    "spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey: nodes carry no label hostname",
  ]);
});

it("looks at the nodes where manifests bring them", () => {
  const spread =
    "topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: topology.kubernetes.io/zone\n    whenUnsatisfiable: DoNotSchedule\n    labelSelector:\n      matchLabels:\n        app: db";
  const node = (labels: string): string => exampleObject("v1", "Node", { name: "a", metadata: `labels:\n${labels}` });
  const set = exampleSet({ pod: spread });
  expect(messagesIn(documents(node("  rack: r1"), exampleService(), set), topologyKeyUnknown)).toEqual([
    "spec.template.spec.topologySpreadConstraints[0].topologyKey: none of the nodes carries the label topology.kubernetes.io/zone",
  ]);
  expect(
    messagesIn(documents(node("  topology.kubernetes.io/zone: a"), exampleService(), set), topologyKeyUnknown),
  ).toEqual([]);
});

it("knows labels that nodes are chosen by, where one letter is wrong", () => {
  const set = (key: string): string => exampleSet({ pod: `nodeSelector:\n  ${key}: a` });
  expect(messagesIn(set("kubernetes.io/hostnam"), topologyKeyUnknown)).toEqual([
    "spec.template.spec.nodeSelector[kubernetes.io/hostnam]: nodes carry no label kubernetes.io/hostnam",
  ]);
  expect(messagesIn(set("kubernetes.io/hostname"), topologyKeyUnknown)).toEqual([]);
  expect(messagesIn(set("example.com/zone"), topologyKeyUnknown)).toEqual([]);
  const affinity =
    "affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - {key: topology.kubernetes.io/zon, operator: Exists}";
  expect(messagesIn(exampleSet({ pod: affinity }), topologyKeyUnknown)).toEqual([
    "spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key: nodes carry no label topology.kubernetes.io/zon",
  ]);
});

it("knows the values of labels that have few", () => {
  const set = (pair: string): string => exampleSet({ pod: `nodeSelector:\n  kubernetes.io/${pair}` });
  expect(messagesIn(set("os: linux"), topologyKeyUnknown)).toEqual([]);
  expect(messagesIn(set("arch: x86_64"), topologyKeyUnknown)).toEqual([
    "spec.template.spec.nodeSelector[kubernetes.io/arch]: no node carries kubernetes.io/arch=x86_64",
  ]);
  const affinity = (values: string): string =>
    exampleSet({
      pod: `affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - {key: kubernetes.io/os, operator: In, values: ${values}}`,
    });
  expect(messagesIn(affinity("[Linux, linux]"), topologyKeyUnknown)).toEqual([]);
  expect(messagesIn(affinity("[Linux]"), topologyKeyUnknown)).toEqual([
    "spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: no node carries kubernetes.io/os=Linux",
  ]);
});
