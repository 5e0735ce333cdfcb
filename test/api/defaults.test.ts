import { describe, expect, test } from "vitest";
import { FEATURE_GATES } from "../../src/api/feature-gates.ts";
import { fieldErrorText } from "../../src/api/field-error.ts";
import type { HorizontalPodAutoscaler } from "../../src/api/kinds/horizontalpodautoscaler/defaults.ts";
import { horizontalPodAutoscalerStrategy } from "../../src/api/kinds/horizontalpodautoscaler/strategy.ts";
import { imageTag } from "../../src/api/kinds/pod/image-reference.ts";
import type { Container, Pod, PodTemplateSpec } from "../../src/api/kinds/pod/types.ts";
import type { Service, ServiceSpec } from "../../src/api/kinds/service/types.ts";
import { statefulSetStrategy } from "../../src/api/kinds/statefulset/strategy.ts";
import type { StatefulSet } from "../../src/api/kinds/statefulset/types.ts";
import { podStrategy } from "../../src/api/kinds/pod/strategy.ts";
import { serviceStrategy } from "../../src/api/kinds/service/strategy.ts";
import { daemonSetStrategy } from "../../src/api/kinds/daemonset/strategy.ts";
import type { DaemonSet } from "../../src/api/kinds/daemonset/types.ts";
import type { StrategyContext } from "../../src/api/strategy.ts";
import { deploymentStrategy } from "../../src/api/kinds/deployment/strategy.ts";
import type { Deployment } from "../../src/api/kinds/deployment/types.ts";

const OFF: StrategyContext = { gates: FEATURE_GATES };
const ON: StrategyContext = { gates: { ...FEATURE_GATES, MaxUnavailableStatefulSet: true } };

const TEMPLATE: PodTemplateSpec = {
  metadata: { labels: { app: "web" } },
  spec: { containers: [{ name: "c", image: "nginx" }], volumes: [{ name: "tmp" }] },
};

function setOf(spec: Partial<StatefulSet["spec"]> = {}): StatefulSet {
  const selector = { matchLabels: { app: "web" } };
  const metadata = { name: "web", namespace: "default" };
  return { apiVersion: "apps/v1", kind: "StatefulSet", metadata, spec: { selector, template: TEMPLATE, ...spec } };
}

function strategyOf(updateStrategy: StatefulSet["spec"]["updateStrategy"]): unknown {
  const set = setOf(updateStrategy === undefined ? {} : { updateStrategy });
  return statefulSetStrategy.defaults(set, OFF).spec.updateStrategy;
}

function podOf(spec: Pod["spec"], name = "web-0"): Pod {
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "default" }, spec };
}

function limited(limits: Record<string, string>, requests?: Record<string, string>): Container {
  return { name: "c", image: "nginx:1", resources: { limits, ...(requests === undefined ? {} : { requests }) } };
}

function service(spec: ServiceSpec): Service {
  const metadata = { name: "web", namespace: "default" };
  return serviceStrategy.defaults({ apiVersion: "v1", kind: "Service", metadata, spec }, OFF);
}

function stored(spec: ServiceSpec): Service {
  return serviceStrategy.prepareForCreate(service(spec), OFF);
}

function update(spec: ServiceSpec, old: Service): ServiceSpec {
  return serviceStrategy.prepareForUpdate(service(spec), old, OFF).spec;
}

describe("defaults", () => {
  test("an object that has them all is returned as it is", () => {
    const set = statefulSetStrategy.defaults(setOf(), OFF);
    expect(statefulSetStrategy.defaults(set, OFF)).toBe(set);
    const pod = podStrategy.defaults(podOf(TEMPLATE.spec), OFF);
    expect(podStrategy.defaults(pod, OFF)).toBe(pod);
  });

  test("pods of one template share what is defaulted", () => {
    const { template } = statefulSetStrategy.defaults(setOf(), OFF).spec;
    const make = (name: string) => podStrategy.defaults(podOf({ ...template.spec, hostname: name }, name), OFF);
    expect(make("web-0").spec.containers).toBe(make("web-1").spec.containers);
    expect(make("web-0").spec.containers).toBe(template.spec.containers);
  });

  test("overhead is rounded up to thousandths", () => {
    const overhead = { cpu: "0.0001", memory: "1.0001" };
    const { spec } = podStrategy.defaults(podOf({ ...TEMPLATE.spec, overhead }), OFF);
    expect(spec).toMatchObject({ overhead: { cpu: "1m", memory: "1001m" } });
  });

  test("annotations that once held init containers are dropped", () => {
    const annotations = { "pod.beta.kubernetes.io/init-containers": "[]", a: "b" };
    const pod = podOf(TEMPLATE.spec);
    const kept = podStrategy.defaults({ ...pod, metadata: { ...pod.metadata, annotations } }, OFF);
    expect(kept.metadata.annotations).toEqual({ a: "b" });
    const gone = { "pod.alpha.kubernetes.io/init-container-statuses": "[]" };
    const set = setOf({ template: { ...TEMPLATE, metadata: { annotations: gone } } });
    expect(statefulSetStrategy.defaults(set, OFF).spec.template.metadata).toEqual({});
  });

  test("a strategy of type RollingUpdate without more gets no partition, one without type does", () => {
    expect(strategyOf(undefined)).toEqual({ type: "RollingUpdate", rollingUpdate: { partition: 0 } });
    expect(strategyOf({ type: "RollingUpdate" })).toEqual({ type: "RollingUpdate" });
    expect(strategyOf({ type: "OnDelete" })).toEqual({ type: "OnDelete" });
  });

  test("a rolling update that a DaemonSet is not asked for is stored with zeros", () => {
    const metadata = { name: "web", namespace: "default" };
    const updateStrategy = { type: "OnDelete", rollingUpdate: { maxUnavailable: 2 } } as const;
    const spec = { selector: { matchLabels: { app: "web" } }, template: TEMPLATE, updateStrategy };
    const set: DaemonSet = { apiVersion: "apps/v1", kind: "DaemonSet", metadata, spec };
    expect(daemonSetStrategy.defaults(set, OFF).spec.updateStrategy).toEqual({
      type: "OnDelete",
      rollingUpdate: { maxUnavailable: 2, maxSurge: 0 },
    });
  });

  test("a key of an environment file is not optional", () => {
    const fileKeyRef = { volumeName: "tmp", path: "a.env", key: "A" };
    const container = { name: "c", image: "nginx:1", env: [{ name: "A", valueFrom: { fileKeyRef } }] };
    const pod = podStrategy.defaults(podOf({ containers: [container] }), OFF);
    expect(pod.spec.containers[0]?.env?.[0]?.valueFrom).toEqual({ fileKeyRef: { ...fileKeyRef, optional: false } });
  });

  test("requests follow limits in pods, not in templates", () => {
    const spec = { containers: [limited({ cpu: "1" })] };
    const pod = podStrategy.defaults(podOf(spec), OFF);
    expect(pod.spec.containers[0]?.resources?.requests).toEqual({ cpu: "1" });
    const set = statefulSetStrategy.defaults(setOf({ template: { spec } }), OFF);
    expect(set.spec.template.spec.containers[0]?.resources?.requests).toBeUndefined();
  });

  test.each([
    ["nginx", "latest"],
    ["nginx:latest", "latest"],
    ["localhost:5000/x", "latest"],
    [`nginx:latest@sha256:${"a".repeat(64)}`, "latest"],
    ["nginx:1", "1"],
    [`nginx@sha256:${"a".repeat(64)}`, ""],
    ["INVALID//img", ""],
    [" nginx ", ""],
    ["Nginx", ""],
    ["", ""],
  ])("the tag of %j is %j", (image, tag) => {
    expect(imageTag(image)).toBe(tag);
  });
});

describe("new objects", () => {
  test("maxUnavailable is dropped while its gate is off, and kept where it is on", () => {
    const set = setOf({
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0, maxUnavailable: 2 } },
    });
    const made = (context: StrategyContext) => statefulSetStrategy.prepareForCreate(set, context).spec.updateStrategy;
    expect(made(OFF)?.rollingUpdate).toEqual({ partition: 0 });
    expect(made(ON)?.rollingUpdate).toEqual({ partition: 0, maxUnavailable: 2 });
  });

  test.each([
    [[limited({})], "BestEffort"],
    [[limited({ cpu: "1", memory: "1Gi" }, { cpu: "1000m", memory: "1024Mi" })], "Guaranteed"],
    [[limited({ cpu: "1", memory: "1Gi" }, { cpu: "500m", memory: "1Gi" })], "Burstable"],
    [[limited({ cpu: "1", memory: "1Gi" }, { cpu: "1", memory: "1Gi" }), limited({})], "Burstable"],
  ])("%j makes a pod %s", (containers, qosClass) => {
    expect(podStrategy.prepareForCreate(podOf({ containers }), OFF).status).toEqual({ phase: "Pending", qosClass });
  });

  test("huge pages of containers limit their pod, which asks for its limits (defaultHugePagePodLimits)", () => {
    const page = { cpu: "1", "hugepages-2Mi": "2Mi" };
    const spec = {
      containers: [limited(page), { ...limited(page), name: "d" }],
      resources: { requests: { cpu: "3" } },
    };
    expect(podStrategy.defaults(podOf(spec), OFF).spec).toMatchObject({
      resources: { limits: { "hugepages-2Mi": "4Mi" }, requests: { cpu: "3", "hugepages-2Mi": "4Mi" } },
    });
  });

  test("labels of a pod go into the selectors that name their keys (mutatePodAffinity)", () => {
    const labelSelector = { matchLabels: { a: "b" } };
    const keys = { labelSelector, matchLabelKeys: ["app", "none"] };
    const term = { ...keys, topologyKey: "zone", mismatchLabelKeys: ["tenant"] };
    const spec = {
      containers: [limited({})],
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
      topologySpreadConstraints: [{ ...keys, topologyKey: "zone", maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway" }],
    } as const;
    const pod = podOf(spec);
    const labels = { app: "web", tenant: "x" };
    const made = podStrategy.prepareForCreate({ ...pod, metadata: { ...pod.metadata, labels } }, OFF).spec;
    const app = { key: "app", operator: "In", values: ["web"] };
    const tenant = { key: "tenant", operator: "NotIn", values: ["x"] };
    const [affine] = made.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    expect(affine?.labelSelector?.matchExpressions).toEqual([app, tenant]);
    expect(made.topologySpreadConstraints?.[0]?.labelSelector?.matchExpressions).toEqual([app]);
  });

  test("stop signals are dropped, of ephemeral containers too (dropDisabledFields)", () => {
    const lifecycle: object = { stopSignal: "SIGTERM" };
    const stopped = { ...limited({}), lifecycle };
    const made = podStrategy.prepareForCreate(podOf({ containers: [stopped], ephemeralContainers: [stopped] }), OFF);
    expect(made.spec.containers[0]).not.toHaveProperty("lifecycle");
    expect(made.spec.ephemeralContainers?.[0]).not.toHaveProperty("lifecycle");
  });

  test("status and generation are the server's", () => {
    const set = { ...setOf(), status: { replicas: 7 } };
    const made = statefulSetStrategy.prepareForCreate({ ...set, metadata: { ...set.metadata, generation: 9 } }, OFF);
    expect(made.status).toEqual({ replicas: 0, availableReplicas: 0 });
    expect(made.metadata.generation).toBe(1);
  });
});

describe("updates", () => {
  const old = statefulSetStrategy.prepareForCreate(statefulSetStrategy.defaults(setOf(), OFF), OFF);

  test("that say the same change nothing", () => {
    expect(statefulSetStrategy.prepareForUpdate(old, old, OFF)).toBe(old);
  });

  test("count a generation when the spec changes, not when labels do", () => {
    const scaled = { ...old, spec: { ...old.spec, replicas: 5 }, status: { replicas: 9 } };
    const prepared = statefulSetStrategy.prepareForUpdate(scaled, old, OFF);
    expect(prepared.metadata.generation).toBe(2);
    expect(prepared.status).toBe(old.status);
    const labelled = { ...old, metadata: { ...old.metadata, labels: { a: "b" } } };
    expect(statefulSetStrategy.prepareForUpdate(labelled, old, OFF).metadata.generation).toBe(1);
  });

  test("of the status leave the spec alone", () => {
    const changed = { ...old, spec: { ...old.spec, replicas: 5 }, status: { replicas: 1 } };
    const prepared = statefulSetStrategy.prepareForStatusUpdate?.(changed, old);
    expect(prepared).toMatchObject({ spec: old.spec, status: { replicas: 1 } });
  });

  test("annotations count for Deployments", () => {
    const selector = { matchLabels: { app: "web" } };
    const first: Deployment = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web", generation: 3 },
      spec: { selector, template: TEMPLATE },
    };
    const annotated = { ...first, metadata: { ...first.metadata, annotations: { a: "b" } } };
    expect(deploymentStrategy.prepareForUpdate(annotated, first, OFF).metadata.generation).toBe(4);
  });

  test("DaemonSets count their templates in an annotation", () => {
    const selector = { matchLabels: { app: "web" } };
    const fresh: DaemonSet = {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata: { name: "agent" },
      spec: { selector, template: TEMPLATE },
    };
    const first = daemonSetStrategy.prepareForCreate(fresh, OFF);
    const template = { ...TEMPLATE, metadata: { labels: { app: "web", x: "y" } } };
    const second = daemonSetStrategy.prepareForUpdate({ ...first, spec: { selector, template } }, first, OFF);
    expect(second.metadata.annotations).toEqual({ "deprecated.daemonset.template.generation": "2" });
    expect(second.metadata.generation).toBe(2);
  });
});

describe("Services", () => {
  const ports = [{ name: "a", port: 80, nodePort: 30080 }];

  test("keep the address and the node ports that a client leaves out", () => {
    const old = stored({ type: "NodePort", clusterIP: "10.96.0.9", ports });
    const next = update({ type: "NodePort", ports: [{ name: "a", port: 81 }] }, old);
    expect(next).toMatchObject({ clusterIP: "10.96.0.9", clusterIPs: ["10.96.0.9"], ports: [{ nodePort: 30080 }] });
  });

  test("give a kept node port to one port only", () => {
    const old = stored({ type: "NodePort", clusterIP: "10.96.0.9", ports });
    const next = update(
      {
        type: "NodePort",
        ports: [
          { name: "b", port: 81, nodePort: 30080 },
          { name: "a", port: 80 },
        ],
      },
      old,
    );
    expect(next.ports?.map((port) => port.nodePort)).toEqual([30080, undefined]);
  });

  test("lose what their new type cannot have", () => {
    const old = stored({ type: "NodePort", clusterIP: "10.96.0.9", ports });
    expect(update({ type: "ClusterIP", clusterIP: "10.96.0.9", ports }, old).ports?.[0]?.nodePort).toBeUndefined();
    const external = update({ type: "ExternalName", externalName: "x.example", clusterIP: "10.96.0.9", ports }, old);
    expect(external).not.toHaveProperty("clusterIPs");
    expect(external).not.toHaveProperty("ipFamilies");
  });

  test("have no balancer's address once they are none", () => {
    const old = {
      ...stored({ type: "LoadBalancer", ports }),
      status: { loadBalancer: { ingress: [{ ip: "1.2.3.4" }] } },
    };
    const next = (spec: ServiceSpec): unknown => serviceStrategy.prepareForUpdate(service(spec), old, OFF).status;
    expect(next({ type: "LoadBalancer", ports })).toEqual(old.status);
    expect(next({ type: "NodePort", ports })).toEqual({ loadBalancer: {} });
  });

  test("with an external name hide their policy for traffic inside, where it is one", () => {
    const external = { type: "ExternalName", externalName: "a.b" } as const;
    expect(stored({ ...external, internalTrafficPolicy: "Local" }).spec).not.toHaveProperty("internalTrafficPolicy");
    const old = stored(external);
    expect(update({ ...external, internalTrafficPolicy: "Cluster" }, old)).not.toHaveProperty("internalTrafficPolicy");
  });

  test("give up the second family when one stack is asked for", () => {
    const old = stored({ clusterIP: "None" });
    const next = update({ ...old.spec, ipFamilyPolicy: "SingleStack" }, old);
    expect(next.ipFamilies).toEqual(["IPv4"]);
  });

  test("without selector and address may have both families", () => {
    expect(stored({ clusterIP: "None" }).spec).toMatchObject({
      ipFamilies: ["IPv4", "IPv6"],
      ipFamilyPolicy: "RequireDualStack",
    });
    expect(stored({ clusterIP: "None", selector: { a: "b" } }).spec.ipFamilies).toEqual(["IPv4"]);
  });
});

describe("a HorizontalPodAutoscaler of autoscaling/v1", () => {
  const scaler = (targetCPUUtilizationPercentage?: number): HorizontalPodAutoscaler => {
    const scaleTargetRef = { apiVersion: "apps/v1", kind: "StatefulSet", name: "web" };
    const target = targetCPUUtilizationPercentage === undefined ? {} : { targetCPUUtilizationPercentage };
    const spec = { maxReplicas: 5, scaleTargetRef, ...target };
    const metadata = { name: "web", namespace: "default" };
    return { apiVersion: "autoscaling/v1", kind: "HorizontalPodAutoscaler", metadata, spec };
  };

  test("scales at 80 per cent of the CPU, and knows no other metric", () => {
    const made = horizontalPodAutoscalerStrategy.prepareForCreate(
      horizontalPodAutoscalerStrategy.defaults(scaler(), OFF),
      OFF,
    );
    expect(made).toEqual({
      ...scaler(),
      spec: { ...scaler().spec, minReplicas: 1, targetCPUUtilizationPercentage: 80 },
      status: { currentReplicas: 0, desiredReplicas: 0 },
    });
  });

  test("is judged as what it is in v2", () => {
    const errors = horizontalPodAutoscalerStrategy.validate(scaler(0), OFF).map(fieldErrorText);
    expect(errors).toEqual([
      "spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0",
    ]);
  });
});
