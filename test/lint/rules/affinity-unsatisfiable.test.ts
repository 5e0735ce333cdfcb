import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { affinityUnsatisfiable } from "../../../src/lint/rules/affinity-unsatisfiable.ts";
import { messagesIn } from "../messages.ts";

it("needs every alternative to be impossible", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: app",
        }),
        exampleDeployment(),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - key: z\n              operator: In\n              values:\n                - a\n            - key: z\n              operator: NotIn\n              values:\n                - a\n        - matchExpressions:\n            - key: z\n              operator: In\n              values:\n                - b",
        }),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - key: z\n              operator: Exists\n            - key: z\n              operator: DoesNotExist",
        }),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual([
    "spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]: no node can satisfy z Exists and DoesNotExist",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - key: z\n              operator: In\n              values:\n                - a\n            - key: z\n              operator: In\n              values:\n                - b",
        }),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual([
    "spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]: no node can satisfy z In (a) and what else is asked of it",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: db\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: db",
        }),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual([
    "spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]: the pods are to be together and apart by kubernetes.io/hostname",
  ]);
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "Node", { name: "a", body: "" }),
        exampleService(),
        exampleSet({ pod: "nodeSelector:\n  disk: fast" }),
      ),
      affinityUnsatisfiable,
    ),
  ).toEqual(["spec.template.spec.nodeSelector: none of the 1 nodes of the manifests carries disk=fast"]);
});

const NODE = (body = ""): string => exampleObject("v1", "Node", { name: "a", metadata: "labels:\n  disk: hdd", body });
const REQUIRED = (expression: string): string =>
  `affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - ${expression}`;
const TAINTED = NODE("spec:\n  taints:\n    - key: dedicated\n      value: db\n      effect: NoSchedule");

it.each([
  [
    NODE(),
    REQUIRED("{key: disk, operator: In, values: [ssd]}"),
    "affinity.nodeAffinity",
    "none of the 1 nodes of the manifests fits the required node affinity",
  ],
  [
    TAINTED,
    "",
    "tolerations",
    "none of the 1 nodes of the manifests takes the pods: they carry dedicated=db:NoSchedule",
  ],
  [
    NODE("spec:\n  unschedulable: true"),
    "",
    "tolerations",
    "none of the 1 nodes of the manifests takes the pods: they are cordoned",
  ],
])("compares with the nodes that there are", (node, pod, path, message) => {
  const found = messagesIn(documents(node, exampleService(), exampleSet({ pod })), affinityUnsatisfiable);
  expect(found).toEqual([`spec.template.spec.${path}: ${message}`]);
});

it.each([
  [NODE(), REQUIRED("{key: disk, operator: NotIn, values: [ssd]}")],
  [TAINTED, "tolerations:\n  - key: dedicated\n    operator: Exists"],
  ["", REQUIRED("{key: disk, operator: In, values: [ssd]}")],
])("is content with a node that fits, or with none given", (node, pod) => {
  expect(messagesIn(documents(node, exampleService(), exampleSet({ pod })), affinityUnsatisfiable)).toEqual([]);
});

it.each([
  ["4", "8", []],
  ["8", "9", ["cpu Gt 8 and Lt 9"]],
  ["8", "4", ["cpu Gt 8 and Lt 4"]],
])("compares numbers above %s and below %s", (above, below, flaws) => {
  const both = `{key: cpu, operator: Gt, values: ["${above}"]}\n            - {key: cpu, operator: Lt, values: ["${below}"]}`;
  const place = "requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]";
  expect(messagesIn(documents(exampleService(), exampleSet({ pod: REQUIRED(both) })), affinityUnsatisfiable)).toEqual(
    flaws.map((flaw) => `spec.template.spec.affinity.nodeAffinity.${place}: no node can satisfy ${flaw}`),
  );
});

const COMPANY = (app: string, key = "kubernetes.io/hostname"): string =>
  `requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: ${key}\n        labelSelector:\n          matchLabels:\n            app: ${app}`;
const WITH = (app: string): string => `affinity:\n  podAffinity:\n    ${COMPANY(app)}`;
const APART = (app: string, key: string): string => `${WITH(app)}\n  podAntiAffinity:\n    ${COMPANY(app, key)}`;
const ZONE = "topology.kubernetes.io/zone";
const PLACE = "spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]";

it("knows that what is together on a node is together in its zone", () => {
  const found = (app: string, key: string): readonly string[] =>
    messagesIn(documents(exampleSet({ pod: APART(app, key) }), exampleDeployment()), affinityUnsatisfiable);
  expect(found("db", ZONE)).toEqual([`${PLACE}: the pods are to be together and apart by kubernetes.io/hostname`]);
  expect(found("app", ZONE)).toEqual([
    `${PLACE}: the pods are to be with those of app=app and apart from them by kubernetes.io/hostname`,
  ]);
  const zonal = `affinity:\n  podAffinity:\n    ${COMPANY("db", ZONE)}\n  podAntiAffinity:\n    ${COMPANY("db")}`;
  expect(messagesIn(exampleSet({ pod: zonal }), affinityUnsatisfiable)).toEqual([]);
});

it("knows pods that wait for each other", () => {
  const pair = (set: string, app: string): string =>
    documents(exampleSet({ pod: set }), exampleDeployment({ pod: app }));
  expect(messagesIn(pair(WITH("app"), ""), affinityUnsatisfiable)).toEqual([]);
  expect(messagesIn(pair(WITH("app"), WITH("db")), affinityUnsatisfiable)).toEqual([
    `${PLACE}: the pods wait for those of Deployment app, and these wait for them: neither comes first`,
    `${PLACE}: the pods wait for those of StatefulSet db, and these wait for them: neither comes first`,
  ]);
});

it.each([
  [
    "matchFields:\n            - {key: metadata.name, operator: In, values: [a]}\n            - {key: metadata.name, operator: NotIn, values: [a]}",
    "metadata.name In (a) and what else is asked of it",
  ],
  [
    "matchExpressions:\n            - {key: cpu, operator: In, values: ['2', '4']}\n            - {key: cpu, operator: Gt, values: ['8']}",
    "cpu In (2,4) and what else is asked of it",
  ],
  ["matchExpressions: []", "an empty term"],
])("sees that no node has %s", (term, flaw) => {
  const pod = `affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - ${term}`;
  expect(messagesIn(exampleSet({ pod }), affinityUnsatisfiable)).toEqual([
    `spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]: no node can satisfy ${flaw}`,
  ]);
});

it("does not put pods on one node that need nodes of their own", () => {
  const bound = (replicas: number): string =>
    exampleSet({
      head: `serviceName: db\nreplicas: ${replicas}`,
      pod: "nodeSelector:\n  kubernetes.io/hostname: a",
      container: "ports:\n  - containerPort: 5432\n    hostPort: 5432",
    });
  expect(messagesIn(bound(1), affinityUnsatisfiable)).toEqual([]);
  expect(messagesIn(bound(3), affinityUnsatisfiable)).toEqual([
    "spec.template.spec.containers[0].ports[0].hostPort: host port 5432 allows one pod on a node, and all 3 are bound to a",
  ]);
});
