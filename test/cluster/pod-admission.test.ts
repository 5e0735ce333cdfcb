import { describe, expect, test } from "vitest";
import type { Pod } from "../../src/api/kinds/pod/types.ts";
import type { KubeObject } from "../../src/api/object.ts";
import type { Answer } from "../../src/api/status.ts";
import { server } from "./client/kubectl.ts";

const KEY = { kind: "Pod", namespace: "default", name: "web" } as const;
const CONTAINERS = [{ name: "c", image: "nginx:1" }];

const pod = (spec: object = {}, metadata: object = { name: "web" }): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata,
  spec: { containers: CONTAINERS, ...spec },
});

function refusal(answer: Answer): string {
  return answer.ok ? "" : `${answer.status.code} ${answer.status.message}`;
}

const PRIORITY =
  "must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name";
const POLICY = PRIORITY.replace(" 0 ", " PreemptLowerPriority ");
const NO_OVERHEAD = "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead";

/** @see plugin/pkg/admission/priority/admission.go, `admitPod`; plugin/pkg/admission/runtimeclass/admission.go (1.36) */
describe("a new pod", () => {
  test.each([
    [{ priority: 5 }, `403 pods "web" is forbidden: the integer value of priority (5) ${PRIORITY}`],
    [
      { preemptionPolicy: "Never", containers: [] },
      `403 pods "web" is forbidden: the string value of PreemptionPolicy (Never) ${POLICY}`,
    ],
    [{ overhead: { cpu: "1" } }, `403 pods "web" is forbidden: ${NO_OVERHEAD}`],
    [{ overhead: { cpu: "1" }, containers: [] }, '422 Pod "web" is invalid: spec.containers: Required value'],
    [{ priority: 0, preemptionPolicy: "PreemptLowerPriority", overhead: {} }, ""],
    [{ priorityClassName: "high" }, `403 pods "web" is forbidden: no PriorityClass with name high was found`],
    [
      { runtimeClassName: "kata", containers: [] },
      `403 pods "web" is forbidden: pod rejected: RuntimeClass "kata" not found`,
    ],
  ])("with %j: %s", (spec, expected) => {
    expect(refusal(server().create(pod(spec), "default"))).toBe(expected);
  });

  test("whose name is to be made up is refused by the beginning of its name", () => {
    const answer = server().create(pod({ priority: 5 }, { generateName: "web-" }), "default");
    expect(refusal(answer)).toMatch(/^403 pods "web-" is forbidden: /);
  });
});

/** @see pkg/registry/core/pod/strategy.go, `applyAppArmorVersionSkew` (1.36) */
test("a new pod is warned of what becomes of its annotations, though it be refused", () => {
  const key = "container.apparmor.security.beta.kubernetes.io/c";
  const metadata = { name: "web", annotations: { [key]: "unconfined" } };
  const warnings = [`metadata.annotations[${key}]: deprecated since v1.30; use the "appArmorProfile" field instead`];
  expect(server().create(pod({}, metadata), "default")).toMatchObject({ ok: true, warnings });
  const broken = server().create(pod({ restartPolicy: "Seldom" }, metadata), "default");
  expect(broken).toMatchObject({ ok: false, warnings });
});

/** @see staging/src/k8s.io/apiserver/pkg/endpoints/filters/warning.go (1.36) */
describe("the warnings of one answer", () => {
  const warned = (names: readonly string[]): readonly string[] => {
    const env = names.flatMap((name) => [{ name }, { name }]);
    return server().create(pod({ containers: [{ ...CONTAINERS[0], env }] }), "default").warnings;
  };

  test("are told once each", () => {
    const volumes = [{ name: "v", projected: { sources: [{}, {}] } }];
    const { warnings } = server().create(pod({ volumes }), "default");
    expect(warnings).toEqual(['volume "v" (Projected) has no sources provided']);
  });

  test("are cut short when they are too long together, and some left out when they still are", () => {
    const names = Array.from({ length: 30 }, (_, index) => `${"e".repeat(500)}${index}`);
    const warnings = warned(names);
    expect(warnings).toHaveLength(16);
    expect(warnings.every(({ length }) => length === 256)).toBe(true);
    expect(warned(names.slice(0, 3)).every(({ length }) => length > 500)).toBe(true);
  });
});

const CLASSES = { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass" };

describe("a pod in a cluster with classes", () => {
  function withClasses(): ReturnType<typeof server> {
    const cluster = server();
    cluster.create({ ...CLASSES, metadata: { name: "high" }, value: 1000, preemptionPolicy: "Never" }, "");
    cluster.create(
      { apiVersion: "node.k8s.io/v1", kind: "RuntimeClass", metadata: { name: "kata" }, handler: "kata" },
      "",
    );
    return cluster;
  }

  test("gets the priority of the class it names", () => {
    const cluster = withClasses();
    expect(refusal(cluster.create(pod({ priorityClassName: "high", runtimeClassName: "kata" }), "default"))).toBe("");
    const { spec } = cluster.view().get("Pod", "default", "web") as Pod;
    expect(spec).toMatchObject({ priority: 1000, preemptionPolicy: "Never" });
  });

  test("may not ask for another priority than its class gives", () => {
    const answer = withClasses().create(pod({ priorityClassName: "high", priority: 5 }), "default");
    expect(refusal(answer)).toContain(
      "(5) must not be provided in pod spec; priority admission controller computed 1000",
    );
  });

  test("that names none gets the lowest of the classes marked as default", () => {
    const cluster = withClasses();
    cluster.restore([
      { ...CLASSES, metadata: { name: "much" }, value: 90, globalDefault: true } as KubeObject,
      { ...CLASSES, metadata: { name: "some" }, value: 9, globalDefault: true } as KubeObject,
    ]);
    cluster.create(pod(), "default");
    const { spec } = cluster.view().get("Pod", "default", "web") as Pod;
    expect(spec).toMatchObject({ priorityClassName: "some", priority: 9 });
  });

  test("that a controller makes is believed to have its classes", () => {
    const owner = { apiVersion: "apps/v1", kind: "StatefulSet", name: "web", uid: "u", controller: true };
    const spec = { priorityClassName: "elsewhere", runtimeClassName: "elsewhere" };
    const answer = server().create(pod(spec, { name: "web", ownerReferences: [owner] }), "default");
    expect(refusal(answer)).toBe("");
  });
});

test("a pod that is replaced keeps the priority that admission gave it", () => {
  const cluster = server();
  cluster.create(pod({ priorityClassName: "system-node-critical" }), "default");
  const answer = cluster.update(KEY, pod({ priorityClassName: "system-node-critical", activeDeadlineSeconds: 9 }));
  expect(refusal(answer)).toBe("");
  const { spec } = cluster.view().get("Pod", "default", "web") as Pod;
  expect(spec).toMatchObject({ priority: 2000001000, preemptionPolicy: "PreemptLowerPriority" });
});
