import { describe, expect, test } from "vitest";
import { changeErrors, changeWarnings, errorsOf, type Body } from "./validate-case.ts";

const NAMESPACED = { namespace: "default" };
const LABELS = { app: "web" };
const CONTAINERS = [{ name: "c", image: "nginx:1" }];
const TEMPLATE = { metadata: { labels: LABELS }, spec: { containers: CONTAINERS } };
const CLAIM_SPEC = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };

const workload = (spec: Body = {}, metadata: Body = {}): Body => ({
  metadata: { ...NAMESPACED, ...metadata },
  spec: { selector: { matchLabels: LABELS }, template: TEMPLATE, ...spec },
});

const pod = (spec: Body = {}, container: Body = {}): Body => ({
  metadata: NAMESPACED,
  spec: { containers: [{ ...CONTAINERS[0], ...container }], ...spec },
});
const claim = (spec: Body = {}): Body => ({
  metadata: NAMESPACED,
  spec: { ...CLAIM_SPEC, ...spec },
});
const sized = (storage: string): Body => ({ resources: { requests: { storage } } });
const service = (spec: Body = {}): Body => ({ metadata: NAMESPACED, spec: { ports: [{ port: 80 }], ...spec } });
const revision = (data: Body, number = 1): Body => ({ metadata: NAMESPACED, data, revision: number });
const slice = (addressType: string): Body => ({ metadata: NAMESPACED, addressType, endpoints: [] });
const volume = (path: string, storage = "1Gi"): Body => ({
  spec: { capacity: { storage }, accessModes: ["ReadWriteOnce"], hostPath: { path } },
});

const configMap = (metadata: Body): Body => ({ metadata: { ...NAMESPACED, ...metadata } });

describe("a StatefulSet's change", () => {
  const FROZEN =
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', " +
    "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' " +
    "are forbidden";

  test.each([
    ["replicas", 3],
    ["minReadySeconds", 5],
    ["ordinals", { start: 2 }],
    ["updateStrategy", { type: "OnDelete" }],
    ["revisionHistoryLimit", 2],
    ["persistentVolumeClaimRetentionPolicy", { whenDeleted: "Delete" }],
    ["template", { ...TEMPLATE, spec: { containers: [{ name: "d", image: "nginx" }] } }],
  ])("may be of %s", (field, value) => {
    expect(changeErrors("StatefulSet", workload(), workload({ [field]: value }))).toEqual([]);
  });

  test.each([
    ["serviceName", "other"],
    ["podManagementPolicy", "Parallel"],
    ["volumeClaimTemplates", [{ metadata: { name: "data" }, spec: CLAIM_SPEC }]],
  ])("may not be of %s", (field, value) => {
    expect(changeErrors("StatefulSet", workload(), workload({ [field]: value }))).toEqual([FROZEN]);
  });

  test("may be of how a claim template writes its size, whose worth alone counts", () => {
    const claims = (...sizes: readonly string[]): Body =>
      workload({
        volumeClaimTemplates: sizes.map((size) => ({
          metadata: { name: "a" },
          spec: { ...CLAIM_SPEC, ...sized(size) },
        })),
      });
    expect(changeErrors("StatefulSet", claims("20Gi"), claims("21474836480"))).toEqual([]);
    expect(changeErrors("StatefulSet", claims("1k"), claims("+1e3"))).toEqual([]);
    expect(changeErrors("StatefulSet", claims("20Gi"), claims("20G"))).toEqual([FROZEN]);
    expect(changeErrors("StatefulSet", claims("1Gi"), claims("1Gi", "1Gi"))).toEqual([FROZEN]);
  });

  test("may not be of the selector, after what is wrong with the rest", () => {
    const errors = changeErrors("StatefulSet", workload(), workload({ selector: { matchLabels: { a: "b" } } }));
    expect(errors.at(-1)).toBe(FROZEN);
    expect(errors[0]).toMatch(/^spec\.template\.metadata\.labels: Invalid value: .*`selector` does not match/);
  });

  test("is held back by its template only where that was right before", () => {
    const broken = { ...TEMPLATE, spec: { containers: [{ name: "C", image: "nginx" }] } };
    expect(changeErrors("StatefulSet", workload(), workload({ template: broken }))).toHaveLength(1);
    expect(
      changeErrors("StatefulSet", workload({ template: broken }), workload({ replicas: 2, template: broken })),
    ).toEqual([]);
  });

  test("is warned of as a new set is wherever its spec changes, and of claims and history always (WarningsOnUpdate)", () => {
    const env = [{ name: "A" }, { name: "A" }];
    const twice = { ...TEMPLATE, spec: { containers: [{ ...CONTAINERS[0], env }] } };
    const spec = {
      template: twice,
      revisionHistoryLimit: -1,
      volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { ...CLAIM_SPEC, ...sized("500m") } }],
    };
    const always = [
      'spec.volumeClaimTemplates[0].Spec.resources.requests[storage]: fractional byte value "500m" is invalid, must be an integer',
      "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended",
    ];
    expect(changeWarnings("StatefulSet", workload(spec), workload({ ...spec, replicas: 2 }))).toEqual([
      'spec.template.spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
      ...always,
    ]);
    expect(changeWarnings("StatefulSet", workload(spec), workload(spec, { labels: LABELS }))).toEqual(always);
  });
});

describe("the change of another workload", () => {
  test.each(["Deployment", "DaemonSet", "ReplicaSet"])("%s keeps its selector", (kind) => {
    const labels = { app: "web", b: "c" };
    const template = { ...TEMPLATE, metadata: { labels } };
    const after = workload({ selector: { matchLabels: labels }, template });
    const errors = changeErrors(kind, workload({ template }), after);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^spec\.selector: Invalid value: \{.*\}: field is immutable$/);
  });
});

describe("a pod's change", () => {
  test("may be of an image, a deadline and more tolerations", () => {
    expect(changeErrors("Pod", pod(), pod({}, { image: "nginx:2" }))).toEqual([]);
    expect(changeErrors("Pod", pod(), pod({ activeDeadlineSeconds: 5 }))).toEqual([]);
    expect(changeErrors("Pod", pod(), pod({ tolerations: [{ key: "a", operator: "Exists" }] }))).toEqual([]);
  });

  test("may not take a toleration away", () => {
    const errors = changeErrors("Pod", pod({ tolerations: [{ key: "a", operator: "Exists" }] }), pod());
    expect(errors[0]).toBe(
      "spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds",
    );
  });

  test("may only shorten a deadline", () => {
    const [error] = changeErrors("Pod", pod({ activeDeadlineSeconds: 5 }), pod({ activeDeadlineSeconds: 6 }));
    expect(error).toMatch(/must be less than or equal to previous value$/);
  });

  test("shows what else differs", () => {
    const [error] = changeErrors("Pod", pod(), pod({ hostname: "other" }));
    expect(error).toMatch(/^spec: Forbidden: pod updates may not change fields other than/);
    expect(error).toMatch(/^-\s+"?Hostname"?: "",$/m);
    expect(error).toMatch(/^\+\s+"?Hostname"?: "other",$/m);
  });

  test("may not add or remove containers", () => {
    const after = pod({ containers: [...CONTAINERS, { name: "d", image: "nginx" }] });
    expect(changeErrors("Pod", pod(), after)).toEqual([
      "spec.containers: Forbidden: pod updates may not add or remove containers",
    ]);
  });

  test("takes no image away, which is told twice (ValidateContainerUpdates)", () => {
    const error = "spec.containers[0].image: Required value";
    expect(changeErrors("Pod", pod(), pod({}, { image: "" }))).toEqual([error, error]);
  });

  test("may not make a deadline longer, whatever else it does (ValidatePodUpdate)", () => {
    const errors = changeErrors(
      "Pod",
      pod({ activeDeadlineSeconds: 5 }),
      pod({ activeDeadlineSeconds: 6, hostname: "other" }),
    );
    expect(errors).toHaveLength(1);
  });

  test("of its resources is refused as a change of the spec, not of its class (ValidatePodUpdate)", () => {
    const errors = changeErrors("Pod", pod(), pod({}, { resources: { requests: { cpu: "1" } } }));
    expect(errors.map((error) => error.split(":")[0])).toEqual(["spec"]);
  });

  test("tells of a gate that is added twice once (validateOnlyDeletedSchedulingGates)", () => {
    const gate = { name: "a" };
    expect(changeErrors("Pod", pod(), pod({ schedulingGates: [gate, gate] }))).toEqual([
      'spec.schedulingGates[1]: Duplicate value: "a"',
      "spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'a'",
    ]);
  });

  test("shows volumes as Go has them", () => {
    const withToken = (path: string): Body =>
      pod({
        serviceAccountName: "a",
        volumes: [{ name: "v", projected: { sources: [{ serviceAccountToken: { path } }] } }],
      });
    const [error] = changeErrors("Pod", withToken("a"), withToken("b"));
    expect(error?.split("\n").slice(1)).toEqual([
      "@@ -34,7 +34,7 @@",
      '       "ServiceAccountToken": {',
      '        "Audience": "",',
      '        "ExpirationSeconds": 3600,',
      '-       "Path": "a"',
      '+       "Path": "b"',
      "       },",
      '       "ClusterTrustBundle": null,',
      '       "PodCertificate": null',
      "",
    ]);
  });

  test("shows the claim of a volume with its labels beside its spec", () => {
    const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
    const claimed = (labels: Body): Body =>
      pod({ volumes: [{ name: "v", ephemeral: { volumeClaimTemplate: { metadata: { labels }, spec } } }] });
    const [error] = changeErrors("Pod", claimed({ a: "b" }), claimed({ a: "c" }));
    expect(error).toContain('\n      "labels": {\n-      "a": "b"\n+      "a": "c"\n      },\n      "Spec": {');
  });

  test("may not be of its ephemeral containers, which say what they aim at", () => {
    const [error] = changeErrors("Pod", pod(), pod({ ephemeralContainers: [{ name: "e", image: "nginx:1" }] }));
    expect(error).toContain('+   "TTY": false,\n+   "TargetContainerName": ""\n');
  });

  test("is of metadata that new pods might have (ValidateObjectMeta)", () => {
    const errors = changeErrors("Pod", pod(), {
      ...pod(),
      metadata: { ...NAMESPACED, finalizers: ["orphan", "foregroundDeletion"] },
    });
    const [error, ...others] = new Set(errors);
    expect(error).toMatch(/finalizer orphan and foregroundDeletion cannot be both set$/);
    expect(others).toEqual([]);
  });

  test("brings no warnings (WarningsOnUpdate)", () => {
    const old = pod({ imagePullSecrets: [{}] });
    expect(changeWarnings("Pod", old, { ...old, metadata: { ...NAMESPACED, labels: LABELS } })).toEqual([]);
  });
});

describe("a change of the nodes that a pod held by gates", () => {
  const GATES = { schedulingGates: [{ name: "a" }] };
  const TERMS = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";
  const requirement = (key: string): Body => ({ key, operator: "Exists" });
  const onNodes = (...terms: readonly Body[]): Body => ({
    ...GATES,
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } },
  });
  const first = { matchExpressions: [requirement("a")] };
  const narrower = { matchExpressions: [requirement("a"), requirement("b")] };

  test.each([
    [
      "selects once more (validateNodeSelectorMutation)",
      { nodeSelector: { a: "b" } },
      { nodeSelector: { a: "b", c: "d" } },
    ],
    ["prefers at last (validateNodeAffinityMutation)", {}, onNodes(first)],
    ["narrows (validateNodeAffinityMutation)", onNodes(first), onNodes(narrower)],
  ])("%s is allowed", (_source, before, after) => {
    expect(changeErrors("Pod", pod({ ...GATES, ...before }), pod({ ...GATES, ...after }))).toEqual([]);
  });

  test.each([
    [
      "selects anew (validateNodeSelectorMutation)",
      { nodeSelector: { a: "b" } },
      { nodeSelector: { a: "c" } },
      'spec.nodeSelector: Invalid value: {"a":"c"}: ' +
        "only additions to spec.nodeSelector are allowed (no mutations or deletions)",
    ],
    [
      "widens (validateNodeAffinityMutation)",
      onNodes(narrower),
      onNodes(first),
      `${TERMS}[0]: Invalid value: {"MatchExpressions":[{"Key":"a","Operator":"Exists","Values":null}],` +
        '"MatchFields":null}: only additions are allowed (no mutations or deletions)',
    ],
    [
      "has more to choose from (validateNodeAffinityMutation)",
      onNodes(first),
      onNodes(first, first),
      expect.stringMatching(/: no additions\/deletions to non-empty NodeSelectorTerms list are allowed$/),
    ],
  ])("%s is refused", (_source, before, after, expected) => {
    expect(changeErrors("Pod", pod({ ...GATES, ...before }), pod({ ...GATES, ...after }))).toEqual([expected]);
  });
});

describe("a claim's change", () => {
  test("is none while unbound", () => {
    const [error] = changeErrors("PersistentVolumeClaim", claim(), claim(sized("2Gi")));
    expect(error).toMatch(/^spec: Forbidden: spec is immutable after creation except resources\.requests/);
  });

  test("keeps its class", () => {
    const before = claim({ storageClassName: "a" });
    const [error] = changeErrors("PersistentVolumeClaim", before, claim({ storageClassName: "b" }));
    expect(error).toMatch(/^spec: Forbidden: spec is immutable after creation/);
  });

  test("may be of any size but an absent one while bound", () => {
    const bound = (spec: Body): Body => ({ ...claim(spec), status: { phase: "Bound", capacity: { storage: "1Gi" } } });
    expect(changeErrors("PersistentVolumeClaim", bound({}), bound(sized("2Gi")))).toEqual([]);
    const errors = changeErrors("PersistentVolumeClaim", bound({}), bound({ resources: {} }));
    expect(errors.map((error) => error.split("\n")[0])).toEqual([
      "spec.resources[storage]: Required value",
      expect.stringMatching(/^spec: Forbidden: spec is immutable after creation/),
      "spec.resources.requests.storage: Forbidden: field can not be less than status.capacity",
    ]);
  });

  test.each([
    [undefined, "nil"],
    ["", "empty string"],
  ])("keeps the attributes that its volume has got, if it says %j", (volumeAttributesClassName, what) => {
    const named = (name: string | undefined, status: Body = {}): Body => ({
      ...claim({ storageClassName: "a", ...(name === undefined ? {} : { volumeAttributesClassName: name }) }),
      status: { phase: "Bound", capacity: { storage: "1Gi" }, ...status },
    });
    const after = named(volumeAttributesClassName);
    expect(changeErrors("PersistentVolumeClaim", named("gold"), after)).toEqual([]);
    const got = { currentVolumeAttributesClassName: "gold" };
    expect(changeErrors("PersistentVolumeClaim", named("gold", got), after)).toEqual([
      `spec.volumeAttributesClassName: Forbidden: update to ${what} is forbidden when ` +
        "status.currentVolumeAttributesClassName is not nil",
    ]);
  });

  test("shows an empty list of access modes as such", () => {
    const [, error] = changeErrors("PersistentVolumeClaim", claim(), claim({ accessModes: [] }));
    expect(error).toContain('\n+ "AccessModes": [],\n');
  });

  test("may be of its labels", () => {
    const after = { ...claim(), metadata: { ...NAMESPACED, labels: { a: "b" } } };
    expect(changeErrors("PersistentVolumeClaim", claim(), after)).toEqual([]);
  });
});

test("the group of a claim's source is judged once", () => {
  const sourced = (apiGroup: string): Body => claim({ dataSourceRef: { apiGroup, kind: "Foo", name: "a" } });
  expect(errorsOf("PersistentVolumeClaim", sourced("A"))).toEqual([
    expect.stringMatching(/^spec\.dataSource\.apiGroup: /),
    expect.stringMatching(/^spec\.dataSourceRef\.apiGroup: /),
  ]);
  expect(changeErrors("PersistentVolumeClaim", sourced("a.b"), sourced("A"))).toEqual([
    expect.stringMatching(/^spec: Forbidden: spec is immutable after creation/),
  ]);
});

describe("a Service's change", () => {
  test("keeps its cluster IP", () => {
    const errors = changeErrors("Service", service({ clusterIP: "10.96.0.9" }), service({ clusterIP: "10.96.0.8" }));
    expect(errors[0]).toMatch(/^spec\.clusterIPs\[0\]: Invalid value: \["10\.96\.0\.8"\]: may not change once set$/);
  });

  test("does not become headless", () => {
    const errors = changeErrors("Service", service({ clusterIP: "10.96.0.9" }), service({ clusterIP: "None" }));
    expect(errors[0]).toMatch(/may not change once set$/);
  });

  test.each([
    ["leaves out", { ipFamilies: ["IPv4"] }],
    ["prefers", { ipFamilies: ["IPv4"], ipFamilyPolicy: "PreferDualStack" }],
  ])("gives up its second family by policy only, not if it %s it", (_how, families) => {
    const before = service({ clusterIP: "None" });
    const policy = "ipFamilyPolicy" in families ? "PreferDualStack" : "RequireDualStack";
    expect(changeErrors("Service", before, service({ clusterIP: "None", ...families }))).toEqual([
      `spec.ipFamilyPolicy: Invalid value: "${policy}": must be 'SingleStack' to release the secondary IP family`,
    ]);
    const single = service({ clusterIP: "None", ...families, ipFamilyPolicy: "SingleStack" });
    expect(changeErrors("Service", before, single)).toEqual([]);
  });

  test("to a selector needs a family that the cluster has", () => {
    expect(
      changeErrors("Service", service({ clusterIP: "None" }), service({ clusterIP: "None", selector: LABELS })),
    ).toEqual([
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    ]);
  });

  test("has a node port for each protocol, where a new Service has one for each port", () => {
    const ports = (port: number, protocol: string): Body => ({
      type: "NodePort",
      ports: [
        { name: "a", port: 53, nodePort: 30053 },
        { name: "b", port, protocol, nodePort: 30053 },
      ],
    });
    const taken = "spec.ports[1].nodePort: Invalid value: 30053: provided port is already allocated";
    expect(errorsOf("Service", service(ports(53, "UDP")))).toEqual([]);
    expect(errorsOf("Service", service(ports(54, "UDP")))).toEqual([taken]);
    expect(errorsOf("Service", service(ports(54, "TCP")))).toEqual([taken]);
    expect(errorsOf("Service", service(ports(53, "TCP")))[0]).toBe("spec.ports[1].nodePort: Duplicate value: 30053");
    expect(changeErrors("Service", service(), service(ports(54, "UDP")))).toEqual([]);
    expect(changeErrors("Service", service(), service(ports(54, "TCP")))).toEqual([
      "spec.ports[1].nodePort: Duplicate value: 30053",
    ]);
  });

  test("may be of its ports and selector", () => {
    const before = service({ clusterIP: "None", selector: { app: "a" } });
    const after = service({ clusterIP: "None", selector: { app: "web" }, ports: [{ port: 81 }] });
    expect(changeErrors("Service", before, after)).toEqual([]);
  });
});

describe("a HorizontalPodAutoscaler's change", () => {
  const NONE =
    "spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas";
  const external = { type: "External", external: { metric: { name: "a" }, target: { type: "Value", value: "1" } } };
  const cpu = { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 5 } } };
  const scaler = (minReplicas: number, metrics: readonly object[]): Body => ({
    metadata: NAMESPACED,
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "StatefulSet", name: "a" },
      maxReplicas: 3,
      minReplicas,
      metrics,
    },
  });
  const kind = "HorizontalPodAutoscaler.autoscaling";

  test("does not begin to scale to none, but goes on with it", () => {
    const flaw = "spec.minReplicas: Invalid value: 0: must be greater than or equal to 1";
    expect(errorsOf(kind, scaler(0, [external]))).toEqual([flaw]);
    expect(changeErrors(kind, scaler(1, [external]), scaler(0, [external]))).toEqual([flaw]);
    expect(changeErrors(kind, scaler(0, [external]), scaler(0, [external]))).toEqual([]);
  });

  test("keeps a metric that does not come from pods while it scales to none", () => {
    expect(changeErrors(kind, scaler(0, [external]), scaler(0, [cpu, external]))).toEqual([]);
    expect(changeErrors(kind, scaler(0, [external]), scaler(0, [cpu]))).toEqual([NONE]);
    const flaw = "spec.minReplicas: Invalid value: -1: must be greater than or equal to 0";
    expect(changeErrors(kind, scaler(0, [external]), scaler(-1, [cpu]))).toEqual([flaw]);
  });
});

/** @see pkg/registry/autoscaling/horizontalpodautoscaler/strategy_test.go (1.36) */
describe("a HorizontalPodAutoscaler's references", () => {
  const kind = "HorizontalPodAutoscaler.autoscaling";
  const scaling = (target: Body, described = "v1"): Body => {
    const describedObject = { apiVersion: described, kind: "Queue", name: "a" };
    const object = { describedObject, metric: { name: "a" }, target: { type: "Value", value: "1" } };
    const scaleTargetRef = { name: "a", ...target };
    return { metadata: NAMESPACED, spec: { scaleTargetRef, maxReplicas: 3, metrics: [{ type: "Object", object }] } };
  };
  const SET = { apiVersion: "apps/v1", kind: "StatefulSet" };
  const CORE = { apiVersion: "v1", kind: "StatefulSet" };
  const NO_GROUP = 'spec.scaleTargetRef.apiVersion: Invalid value: "v1": apiVersion must specify API group';
  const UNREADABLE =
    'spec.metrics[0].object.describedObject.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c';

  test("are to a group, but for the one kind of the core group that scales", () => {
    expect(errorsOf(kind, scaling(CORE))).toEqual([NO_GROUP]);
    expect(errorsOf(kind, scaling({ apiVersion: "v1", kind: "ReplicationController" }))).toEqual([]);
    expect(errorsOf(kind, scaling(SET, "a/b/c"))).toEqual([UNREADABLE]);
  });

  test("stay what they were", () => {
    expect(changeErrors(kind, scaling(CORE), scaling(CORE))).toEqual([]);
    expect(changeErrors(kind, scaling(SET), scaling(CORE))).toEqual([NO_GROUP]);
    expect(changeErrors(kind, scaling(SET, "a/b/c"), scaling(SET, "d/e/f"))).toEqual([]);
    expect(changeErrors(kind, scaling(SET), scaling(SET, "a/b/c"))).toEqual([UNREADABLE]);
  });
});

test("a node's old name elsewhere stays", () => {
  expect(changeErrors("Node", { spec: { externalID: "a" } }, { spec: { externalID: "b" } })).toEqual([
    "spec.externalID: Forbidden: may not be updated",
  ]);
});

describe("what never changes", () => {
  test("the data of a ControllerRevision", () => {
    expect(changeErrors("ControllerRevision", revision({ a: 1 }), revision({ a: 1 }, 2))).toEqual([]);
    const [error] = changeErrors("ControllerRevision", revision({ a: 1 }), revision({ a: 2 }));
    expect(error).toMatch(/^data: Invalid value: .*field is immutable$/);
  });

  test("a ConfigMap or Secret that says so", () => {
    const before = { metadata: NAMESPACED, data: { a: "eA==" }, immutable: true };
    for (const kind of ["ConfigMap", "Secret"]) {
      expect(changeErrors(kind, before, { ...before, data: { a: "eQ==" } })).toEqual([
        "data: Forbidden: field is immutable when `immutable` is set",
      ]);
      expect(changeErrors(kind, before, { ...before, immutable: false })).toEqual([
        "immutable: Forbidden: field is immutable when `immutable` is set",
      ]);
    }
  });

  test("the provisioner and parameters of a StorageClass", () => {
    const before = { provisioner: "a", parameters: { a: "b" }, reclaimPolicy: "Delete" };
    const errors = changeErrors("StorageClass", before, { provisioner: "b", reclaimPolicy: "Retain" });
    expect(errors.map((error) => error.split(":")[0])).toEqual(["parameters", "provisioner", "reclaimPolicy"]);
  });

  test("the type of a slice's addresses", () => {
    const [error] = changeErrors("EndpointSlice", slice("IPv4"), slice("IPv6"));
    expect(error).toBe('addressType: Invalid value: "IPv6": field is immutable');
  });

  test("the source of a PersistentVolume", () => {
    expect(changeErrors("PersistentVolume", volume("/a"), volume("/a", "2Gi"))).toEqual([]);
    const [error] = changeErrors("PersistentVolume", volume("/a"), volume("/b"));
    expect(error).toMatch(/^spec\.persistentvolumesource: Forbidden: spec\.persistentvolumesource is immutable/);
    expect(error).toContain('\n  "HostPath": {\n-  "Path": "/a",\n+  "Path": "/b",\n   "Type": ""\n  },\n');
  });
});

/** @see pkg/apis/core/validation/validation_test.go, `TestValidationPersistentVolumeUpdate` (1.36) */
describe("a PersistentVolume's change", () => {
  const reached = (key: string, value = "a"): Body => {
    const required = { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: "In", values: [value] }] }] };
    return { spec: { ...(volume("/a")["spec"] as Body), nodeAffinity: { required } } };
  };
  const OLD = "failure-domain.beta.kubernetes.io/zone";
  const IMMUTABLE = "field is immutable, except for updating from beta label to GA";

  test("may bring the secret for growing, and no other of a driver's", () => {
    const driven = (more: Body = {}): Body => {
      const { hostPath: _path, ...spec } = volume("/a")["spec"] as Body;
      return { spec: { ...spec, csi: { driver: "a.b", volumeHandle: "v", ...more } } };
    };
    const secret = (name: string): Body => ({ name, namespace: "default" });
    const growing = driven({ controllerExpandSecretRef: secret("a") });
    const FROZEN = /^spec\.persistentvolumesource: Forbidden: spec\.persistentvolumesource is immutable/;
    expect(changeErrors("PersistentVolume", driven(), growing)).toEqual([]);
    for (const [before, after] of [
      [growing, driven({ controllerExpandSecretRef: secret("b") })],
      [growing, driven()],
      [driven(), driven({ nodePublishSecretRef: secret("a") })],
    ] as const)
      expect(changeErrors("PersistentVolume", before, after)).toEqual([expect.stringMatching(FROZEN)]);
  });

  test("may say from where it is reached, once", () => {
    expect(changeErrors("PersistentVolume", volume("/a"), reached("zone"))).toEqual([]);
    expect(changeErrors("PersistentVolume", reached("zone"), reached("zone", "b"))).toEqual([
      'nodeAffinity: Invalid value: {"Required":{"NodeSelectorTerms":[{"MatchExpressions":' +
        `[{"Key":"zone","Operator":"In","Values":["b"]}],"MatchFields":null}]}}: ${IMMUTABLE}`,
    ]);
    expect(changeErrors("PersistentVolume", reached("zone"), volume("/a"))).toEqual([
      `nodeAffinity: Invalid value: null: ${IMMUTABLE}`,
    ]);
  });

  test("may take the label that took the place of another", () => {
    expect(changeErrors("PersistentVolume", reached(OLD), reached("topology.kubernetes.io/zone"))).toEqual([]);
    expect(changeErrors("PersistentVolume", reached("topology.kubernetes.io/zone"), reached(OLD))).toHaveLength(1);
  });

  test("keeps a class of attributes", () => {
    const csi = (name: Body): Body => {
      const { hostPath: _path, ...spec } = volume("/a")["spec"] as Body;
      return { spec: { ...spec, csi: { driver: "a.b", volumeHandle: "h" }, ...name } };
    };
    const gold = csi({ volumeAttributesClassName: "gold" });
    expect(changeErrors("PersistentVolume", gold, csi({ volumeAttributesClassName: "silver" }))).toEqual([]);
    expect(changeErrors("PersistentVolume", gold, csi({}))).toEqual([
      "spec.volumeAttributesClassName: Forbidden: update from non-nil value to nil is forbidden",
    ]);
  });
});

test("a node's range stays, whichever field names it", () => {
  const FIXED = 'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid';
  const ranged = (spec: Body): Body => ({ spec });
  const one = ranged({ podCIDR: "10.0.0.0/24" });
  expect(changeErrors("Node", one, ranged({ podCIDRs: ["10.0.0.0/24"] }))).toEqual([]);
  expect(changeErrors("Node", ranged({}), one)).toEqual([]);
  expect(changeErrors("Node", one, ranged({ podCIDR: "10.0.1.0/24" }))).toEqual([FIXED]);
});

test("a Service may go on with addresses that are refused today", () => {
  const old = service({ externalIPs: ["010.0.0.1"], type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.1/8"] });
  const more = { externalIPs: ["010.0.0.1", "010.0.0.2"], loadBalancerSourceRanges: ["10.0.0.1/8", "10.0.0.2/8"] };
  expect(changeErrors("Service", old, { ...old, metadata: { ...NAMESPACED, labels: LABELS } })).toEqual([]);
  expect(changeErrors("Service", old, service({ type: "LoadBalancer", ...more }))).toEqual([
    'spec.externalIPs[1]: Invalid value: "010.0.0.2": must not have leading 0s',
    'spec.LoadBalancerSourceRanges[1]: Invalid value: "10.0.0.2/8": must not have bits set beyond the prefix length',
  ]);
});

describe("metadata's change", () => {
  test.each([
    [["a b/c"], /^metadata\.finalizers: Invalid value: "a b\/c": prefix part /],
    [
      ["orphan", "foregroundDeletion"],
      'metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: ' +
        "finalizer orphan and foregroundDeletion cannot be both set",
    ],
    [["abc"], /^metadata\.finalizers\[0\]: Invalid value: "abc": name is neither a standard finalizer name/],
  ])("finalizers may become %j only if a new object may have them", (finalizers, expected) => {
    const errors = changeErrors("ConfigMap", configMap({}), configMap({ finalizers }));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(expected);
  });

  test.each(["ConfigMap", "LimitRange", "StorageClass", "Role.rbac.authorization.k8s.io"])(
    "comes first of what is wrong with a %s",
    (kind) => {
      const bad = { data: { "a b": "" }, spec: { limits: [{ type: "Foo" }] }, provisioner: "", rules: [{}] };
      const before = { metadata: { namespace: "default" }, provisioner: "a/b" };
      const after = { ...bad, metadata: { namespace: "default", labels: { "a b": "c" } } };
      const errors = changeErrors(kind, before, after);
      expect(errors.length).toBeGreaterThan(1);
      expect(errors[0]).toMatch(/^metadata\.labels: /);
    },
  );

  test("adds no finalizer to what is being deleted", () => {
    const deletionTimestamp = "2024-01-01T00:00:00Z";
    const before = { ...configMap({ finalizers: ["a.b/c"] }) };
    const dying = { ...(before["metadata"] as Body), deletionTimestamp, deletionGracePeriodSeconds: 0 };
    const after = { ...dying, finalizers: ["a.b/c", "d.e/f"] };
    expect(changeErrors("ConfigMap", { metadata: dying }, { metadata: after })).toContain(
      "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, " +
        'found new finalizers []string{"d.e/f"}',
    );
  });

  test("keeps the name and the uid", () => {
    const errors = changeErrors("ConfigMap", configMap({ uid: "1" }), configMap({ uid: "2" }));
    expect(errors).toEqual(['metadata.uid: Invalid value: "2": field is immutable']);
  });

  /** @see staging/src/k8s.io/apimachinery/pkg/runtime/schema/group_version.go, `FromAPIVersionAndKind` (1.36) */
  test.each(["", "apps/", "a/b/v1"])("has owners with a version, which %j is not", (apiVersion) => {
    const owner = { apiVersion, kind: "Pod", name: "a", uid: "1" };
    expect(errorsOf("ConfigMap", configMap({ ownerReferences: [owner] }))).toEqual([
      `metadata.ownerReferences.apiVersion: Invalid value: "${apiVersion}": version must not be empty`,
    ]);
  });

  test("has owners that say what they are, one of them in control", () => {
    const owner = { apiVersion: "v1", kind: "Pod", name: "a", uid: "1", controller: true };
    const errors = errorsOf("ConfigMap", configMap({ ownerReferences: [owner, { ...owner, name: "b", uid: "" }] }));
    expect(errors[0]).toBe('metadata.ownerReferences.uid: Invalid value: "": must not be empty');
    expect(errors[1]).toMatch(
      /^metadata\.ownerReferences: Invalid value: .*Only one reference can have Controller set to true/,
    );
  });
});
