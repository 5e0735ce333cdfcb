import { describe, expect, test } from "vitest";
import { errorsOf, warningsOf, type Body } from "./validate-case.ts";

const NAMESPACED = { namespace: "default" };
const CONTAINER = { name: "c", image: "nginx:1" };

const pod = (spec: Body = {}, metadata: Body = {}): Body => ({
  metadata: { ...NAMESPACED, ...metadata },
  spec: { containers: [CONTAINER], ...spec },
});
const withContainer = (container: Body, spec: Body = {}): Body =>
  pod({ ...spec, containers: [{ ...CONTAINER, ...container }] });

const set = (spec: Body): Body => ({
  metadata: NAMESPACED,
  spec: {
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: "web" } }, spec: { containers: [CONTAINER] } },
    ...spec,
  },
});

describe("a pod", () => {
  test("of one template is looked at again where it differs from the last", () => {
    const containers = [{ ...CONTAINER, volumeMounts: [{ name: "data", mountPath: "/data" }] }];
    const mounting = (name: string): Body => pod({ containers, volumes: [{ name, emptyDir: {} }] });
    expect(errorsOf("Pod", mounting("data"))).toEqual([]);
    expect(errorsOf("Pod", mounting("other"))).toEqual(['spec.containers[0].volumeMounts[0].name: Not found: "data"']);
    expect(errorsOf("Pod", mounting("data"))).toEqual([]);
    expect(errorsOf("Pod", { ...mounting("data"), metadata: { ...NAMESPACED, name: "No" } })).toHaveLength(1);
    const grace = { ...mounting("data"), spec: { ...(mounting("data")["spec"] as Body), restartPolicy: "Never!" } };
    expect(errorsOf("Pod", grace)).toHaveLength(1);
  });

  test("repeats what is wrong for each pod of one template", () => {
    const containers = [{ ...CONTAINER, name: "C" }];
    expect(errorsOf("Pod", pod({ containers }))).toEqual(errorsOf("Pod", pod({ containers })));
    expect(errorsOf("Pod", pod({ containers }))).toHaveLength(1);
  });

  test("needs containers of different names", () => {
    expect(errorsOf("Pod", pod({ containers: [] }))).toEqual(["spec.containers: Required value"]);
    expect(errorsOf("Pod", pod({ containers: [CONTAINER, CONTAINER] }))).toContain(
      'spec.containers[1].name: Duplicate value: "c"',
    );
  });

  test.each([
    [{ ports: [{ containerPort: 0 }] }, ["spec.containers[0].ports[0].containerPort: Required value"]],
    [
      { ports: [{ containerPort: 70000 }] },
      ["spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive"],
    ],
    [{ livenessProbe: { exec: { command: [] } } }, ["spec.containers[0].livenessProbe.exec.command: Required value"]],
    [
      { readinessProbe: { tcpSocket: { port: 1 }, httpGet: { port: 1 } } },
      ["spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type"],
    ],
    [
      { env: [{ name: "A=B" }] },
      [expect.stringMatching(/^spec\.containers\[0\]\.env\[0\]\.name: Invalid value: "A=B": a valid/)],
    ],
    [
      { volumeMounts: [{ name: "x", mountPath: "" }] },
      [
        'spec.containers[0].volumeMounts[0].name: Not found: "x"',
        "spec.containers[0].volumeMounts[0].mountPath: Required value",
      ],
    ],
    [
      { resources: { requests: { cpu: "2" }, limits: { cpu: "1" } } },
      ['spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'],
    ],
  ])("with a container of %j is refused", (container, expected) => {
    expect(errorsOf("Pod", withContainer(container))).toEqual(expected);
  });

  test.each([
    [{ volumes: [{ name: "v", emptyDir: {}, hostPath: { path: "/" } }] }, /may not specify more than 1 volume type$/],
    [{ volumes: [{ name: "v" }, { name: "v" }] }, /^spec\.volumes\[1\]\.name: Duplicate value: "v"$/],
    [{ dnsPolicy: "None" }, /^spec\.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None$/],
    [{ restartPolicy: "Sometimes" }, /^spec\.restartPolicy: Unsupported value: "Sometimes": supported values: /],
    [{ hostAliases: [{ ip: "x" }] }, /^spec\.hostAliases\[0\]\.ip: Invalid value: "x": must be a valid IP address/],
    [{ tolerations: [{ operator: "Equal" }] }, /operator must be Exists when `key` is empty/],
    [{ schedulingGates: [{ name: "a" }, { name: "a" }] }, /^spec\.schedulingGates\[1\]: Duplicate value: "a"$/],
  ])("with %j is refused", (spec, expected) => {
    const errors = errorsOf("Pod", pod(spec));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(expected);
  });

  test("is warned about, without being refused", () => {
    const env = [
      { name: "A", value: "1" },
      { name: "A", value: "2" },
    ];
    expect(warningsOf("Pod", withContainer({ env }))).toEqual([
      'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
    ]);
    expect(warningsOf("Pod", withContainer({ resources: { limits: { memory: "1m" } } }))).toEqual([
      'spec.containers[0].resources.limits[memory]: fractional byte value "1m" is invalid, must be an integer',
      'spec.containers[0].resources.requests[memory]: fractional byte value "1m" is invalid, must be an integer',
    ]);
    expect(warningsOf("Pod", pod({ terminationGracePeriodSeconds: -1 }))).toEqual([
      "spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1",
    ]);
    expect(warningsOf("Pod", pod({ imagePullSecrets: [{}] }))).toEqual([
      'spec.imagePullSecrets[0].name: invalid empty name ""',
    ]);
    const ports = [{ containerPort: 80 }, { containerPort: 80 }];
    expect(warningsOf("Pod", withContainer({ ports }))[0]).toMatch(
      /^spec\.containers\[0\]\.ports\[1\]: duplicate port/,
    );
  });
});

/** @see pkg/apis/discovery/validation/validation.go, `validateHints` (1.36) */
const HINTS: readonly (readonly [hints: Body, expected: RegExp])[] = [
  [{ forZones: [{ name: "a" }, { name: "a" }] }, /^endpoints\[0\]\.hints\.forZones\[1\]\.name: Duplicate value: "a"$/],
  [{ forZones: [{ name: "a b" }] }, /^endpoints\[0\]\.hints\.forZones\[0\]\.name: Invalid value: "a b": a valid label/],
  [{ forNodes: [{ name: "A" }] }, /^endpoints\[0\]\.hints\.forNodes\[0\]\.name: Invalid value: "A": a lowercase/],
  [
    { forNodes: Array.from({ length: 9 }, (_, index) => ({ name: `n${index}` })) },
    /^endpoints\[0\]\.hints\.forNodes: Too many: 9: must have at most 8 items$/,
  ],
];
const hinted = (hints: Body): Body => ({
  metadata: NAMESPACED,
  addressType: "IPv4",
  endpoints: [{ addresses: ["10.0.0.1"], hints }],
});

const DISK = { volumes: [{ name: "data", gcePersistentDisk: { pdName: "a" } }], containers: [CONTAINER] };

describe("an object of another kind", () => {
  const FQDN = { addressType: "FQDN", endpoints: [{ addresses: ["a.b"] }] };

  test.each([
    [
      "Node",
      { spec: { taints: [{ key: "a", effect: "No" }] } },
      /^metadata\.taints\[0\]\.effect: Unsupported value: "No"/,
    ],
    [
      "PersistentVolume",
      { spec: { accessModes: ["ReadWriteOnce"], hostPath: { path: "/" } } },
      /^spec\.capacity: Required value/,
    ],
    [
      "PersistentVolume",
      { spec: { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], local: { path: "/a" } } },
      /^spec\.nodeAffinity: Required value: Local volume requires node affinity$/,
    ],
    [
      "PersistentVolume",
      { spec: { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"] } },
      /^spec: Required value: must specify a volume type$/,
    ],
    ["StorageClass", {}, /^provisioner: Required value$/],
    [
      "Deployment",
      set({ strategy: { type: "Foo", rollingUpdate: { maxSurge: "10%" } } }),
      /^spec\.strategy: Unsupported value: {"Type":"Foo","RollingUpdate":{"MaxUnavailable":0,"MaxSurge":"10%"}}: /,
    ],
    [
      "ConfigMap",
      { metadata: NAMESPACED, data: { "a/b": "" } },
      /^data\[a\/b\]: Invalid value: "a\/b": a valid config key/,
    ],
    [
      "ConfigMap",
      { metadata: NAMESPACED, data: { a: "" }, binaryData: { a: "" } },
      /^data\[a\]: Invalid value: "a": duplicate of key present in binaryData$/,
    ],
    [
      "Secret",
      { metadata: NAMESPACED, type: "kubernetes.io/tls", data: { "tls.key": "" } },
      /^data\[tls\.crt\]: Required value$/,
    ],
    ["ControllerRevision", { metadata: NAMESPACED, revision: 1 }, /^data: Required value: data is mandatory$/],
    [
      "ControllerRevision",
      { metadata: NAMESPACED, data: {}, revision: -1 },
      /^revision: Invalid value: -1: must be greater than or equal to 0$/,
    ],
    [
      "EndpointSlice",
      { metadata: NAMESPACED, addressType: "IPv4", endpoints: [{ addresses: ["::1"] }] },
      /^endpoints\[0\]\.addresses\[0\]: Invalid value: "::1": must be an IPv4 address/,
    ],
    ["EndpointSlice", { metadata: NAMESPACED, endpoints: [] }, /^addressType: Required value$/],
    ...HINTS.map(([hints, expected]): [string, Body, RegExp] => ["EndpointSlice", hinted(hints), expected]),
    [
      "PodDisruptionBudget",
      { metadata: NAMESPACED, spec: { minAvailable: 1, maxUnavailable: 1 } },
      /minAvailable and maxUnavailable cannot be both set$/,
    ],
    ["Service", { metadata: NAMESPACED, spec: {} }, /^spec\.ports: Required value$/],
    [
      "Service",
      { metadata: NAMESPACED, spec: { type: "ExternalName", ports: [] } },
      /^spec\.externalName: (Required|Invalid) value/,
    ],
    // pkg/registry/core/service/storage/alloc.go, `initIPFamilyFields` (1.36)
    [
      "Service",
      { metadata: NAMESPACED, spec: { clusterIP: "fd00::1", ports: [{ port: 1 }] } },
      /^spec\.clusterIPs\[0\]: Invalid value: \["fd00::1"\]: IPv6 is not configured on this cluster$/,
    ],
    [
      "Service",
      { metadata: NAMESPACED, spec: { type: "ExternalName", externalName: "a.b", internalTrafficPolicy: "No" } },
      /^spec\.internalTrafficPolicy: Unsupported value: "No"/,
    ],
    ["Namespace", { metadata: { name: "a.b" } }, /^metadata\.name: Invalid value: "a\.b": must not contain dots$/],
  ])("%s of %j is refused", (kind, body, expected) => {
    expect(errorsOf(kind, body)[0]).toMatch(expected);
  });

  test.each([
    ["Service", { metadata: NAMESPACED, spec: { type: "LoadBalancer", ports: [{ port: 10250 }] } }],
    ["StorageClass", { provisioner: "a", reclaimPolicy: "" }],
    // Since 1.33 nobody asks any more whether disks shared by pods are only read.
    ...["Deployment", "DaemonSet", "ReplicaSet"].map((kind): [string, Body] => [
      kind,
      set({
        ...(kind === "DaemonSet" ? {} : { replicas: 2 }),
        template: { metadata: { labels: { app: "web" } }, spec: DISK },
      }),
    ]),
  ])("%s of %j is fine", (kind, body) => {
    expect(errorsOf(kind, body)).toEqual([]);
  });

  test.each([
    ["Node", { spec: { externalID: "a" } }, "spec.externalID: this field is deprecated, and is unused by Kubernetes"],
    ["EndpointSlice", { metadata: NAMESPACED, ...FQDN }, "spec.addressType: FQDN endpoints are deprecated"],
    [
      "EndpointSlice",
      { metadata: NAMESPACED, addressType: "IPv6", endpoints: [{ addresses: ["1:0::2"] }] },
      'endpoints[0].addresses[0]: IPv6 address "1:0::2" should be in RFC 5952 canonical format ("1::2")',
    ],
    [
      "ServiceAccount",
      { metadata: { ...NAMESPACED, annotations: { "kubernetes.io/enforce-mountable-secrets": "true" } } },
      "metadata.annotations[kubernetes.io/enforce-mountable-secrets]: deprecated in v1.32+; " +
        "prefer separate namespaces to isolate access to mounted secrets",
    ],
    [
      "Endpoints",
      { metadata: NAMESPACED },
      "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
    ],
    [
      "Service",
      { metadata: NAMESPACED, spec: { ports: [{ port: 1 }], trafficDistribution: "PreferClose" } },
      'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',
    ],
    [
      "Service",
      { metadata: NAMESPACED, spec: { type: "LoadBalancer", ports: [{ port: 1 }], loadBalancerIP: "010.0.0.1" } },
      'spec.loadBalancerIP: non-standard IP address "010.0.0.1" is invalid: use "10.0.0.1"',
    ],
    [
      "StatefulSet",
      {
        metadata: NAMESPACED,
        spec: { revisionHistoryLimit: -1, template: { spec: { containers: [CONTAINER] } } },
      },
      "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended",
    ],
    ...["Deployment", "ReplicaSet"].map((kind): [string, Body, string] => [
      kind,
      { metadata: { ...NAMESPACED, name: "a.b" }, spec: { template: { spec: { containers: [CONTAINER] } } } },
      "metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; " +
        "a DNS label is recommended: [must not contain dots]",
    ]),
  ])("%s of %j is warned about", (kind, body, expected) => {
    expect(warningsOf(kind, body)).toEqual([expected]);
  });

  test.each(["DaemonSet", "StatefulSet"])("%s may have any name without a word", (kind) => {
    const spec = { template: { spec: { containers: [CONTAINER] } } };
    expect(warningsOf(kind, { metadata: { ...NAMESPACED, name: "a.b" }, spec })).toEqual([]);
  });

  test("of a kind that is not known has at least a name that can be in a URL", () => {
    expect(errorsOf("Widget.example.com", { metadata: { ...NAMESPACED, name: "a/b" } })).toEqual([
      "metadata.name: Invalid value: \"a/b\": may not contain '/'",
    ]);
  });
});

test("a volume of a driver that is called by its path may have another source, too", () => {
  const spec = { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/a" } };
  expect(errorsOf("PersistentVolume", { spec: { ...spec, flexVolume: { driver: "a/b" } } })).toEqual([]);
  expect(errorsOf("PersistentVolume", { spec: { ...spec, flexVolume: {} } })).toEqual([
    "spec.flexVolume.driver: Required value",
  ]);
});

/** @see pkg/apis/core/validation/validation.go, the functions `validate…PersistentVolumeSource` */
describe("the source of a PersistentVolume asks what a pod's does not:", () => {
  const iscsi = { targetPortal: "10.0.0.1", iqn: "iqn.2015-02.example.com:a", lun: 0 };
  const cases: readonly (readonly [source: Body, expected: readonly string[]])[] = [
    [{ glusterfs: { endpoints: "a", path: "b", endpointsNamespace: "c" } }, []],
    [
      { glusterfs: { endpoints: "", path: "b", endpointsNamespace: "" } },
      [
        "glusterfs.endpoints: Required value",
        'glusterfs.endpointsNamespace: Invalid value: "": ' +
          "if the endpointnamespace is set, it must be a valid namespace name",
      ],
    ],
    [
      { glusterfs: { endpoints: "a", path: "b", endpointsNamespace: "C" } },
      ['glusterfs.endpointsNamespace: Invalid value: "C"'],
    ],
    [
      { cinder: { volumeID: "a", secretRef: {} } },
      ["cinder.secretRef.name: Required value", "cinder.secretRef.namespace: Required value"],
    ],
    [{ storageos: { volumeName: "a", secretRef: { name: "b" } } }, ["storageos.secretRef.namespace: Required value"]],
    [
      { azureFile: { secretName: "", shareName: "b", secretNamespace: "" } },
      ["azureFile.secretName: Required value", "azureFile.secretNamespace: Required value"],
    ],
    [
      { iscsi: { ...iscsi, iqn: "a", secretRef: {}, initiatorName: "b" } },
      [
        'iscsi.iqn: Invalid value: "a": must be valid format',
        "iscsi.secretRef.name: Required value",
        'iscsi.initiatorname: Invalid value: "b": must be valid format',
      ],
    ],
    [
      { iscsi: { ...iscsi, targetPortal: "p".repeat(63), initiatorName: iscsi.iqn } },
      [
        `iscsi.targetportal: Invalid value: "${"p".repeat(63)}": Total length of <volume name>:<iscsi.targetPortal> ` +
          "must be under 64 characters if iscsi.initiatorName is specified.",
      ],
    ],
    [{ iscsi: { ...iscsi, targetPortal: "p".repeat(63) } }, []],
  ];

  test.each(cases)("%j", (source, expected) => {
    const spec = { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], ...source };
    const errors = errorsOf("PersistentVolume", { metadata: { name: "v" }, spec });
    expect(errors.map((error) => error.replace(/: a lowercase .*$/, ""))).toEqual(
      expected.map((error) => `spec.${error}`),
    );
  });
});

describe("a StatefulSet", () => {
  test("of nothing but a selector and a template is right", () => {
    expect(errorsOf("StatefulSet", set({}))).toEqual([]);
  });

  test.each([
    [{ replicas: -1 }, "spec.replicas: Invalid value: -1: must be greater than or equal to 0"],
    [{ minReadySeconds: -1 }, "spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0"],
    [{ ordinals: { start: -1 } }, "spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0"],
    [
      { selector: {} },
      expect.stringMatching(/^spec\.selector: Invalid value: \{\}: empty selector is invalid for statefulset$/),
    ],
    [
      { updateStrategy: { type: "Recreate" } },
      expect.stringMatching(/^spec\.updateStrategy: Invalid value: .*must be 'RollingUpdate' or 'OnDelete'$/s),
    ],
    [
      { updateStrategy: { rollingUpdate: { partition: -1 } } },
      "spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0",
    ],
    [
      { podManagementPolicy: "Any" },
      expect.stringMatching(/^spec\.podManagementPolicy: Invalid value: "Any": must be/),
    ],
  ])("of %j is refused", (spec, expected) => {
    expect(errorsOf("StatefulSet", set(spec))).toContainEqual(expected);
  });

  test("restarts its pods always", () => {
    const spec = { containers: [CONTAINER], restartPolicy: "Never" };
    const template = { metadata: { labels: { app: "web" } }, spec };
    expect(errorsOf("StatefulSet", set({ template }))).toEqual([
      'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    ]);
  });
});
