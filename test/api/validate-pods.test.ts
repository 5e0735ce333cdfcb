import { describe, expect, test } from "vitest";
import { errorsOf, storedOf, warningsOf, type Body } from "./validate-case.ts";

const NAMESPACED = { namespace: "default" };
const CONTAINER = { name: "c", image: "nginx:1" };

const pod = (spec: Body = {}, metadata: Body = {}): Body => ({
  metadata: { ...NAMESPACED, ...metadata },
  spec: { containers: [CONTAINER], ...spec },
});
const withContainer = (container: Body, spec: Body = {}): Body =>
  pod({ ...spec, containers: [{ ...CONTAINER, ...container }] });
const fromFile = (reference: Body): Body => ({ env: [{ name: "A", valueFrom: { fileKeyRef: reference } }] });
const constrained = (constraint: Body): Body => ({
  topologySpreadConstraints: [
    { topologyKey: "zone", maxSkew: 1, whenUnsatisfiable: "DoNotSchedule", matchLabelKeys: ["app"], ...constraint },
  ],
});
const ephemeral = (metadata: Body): Body => ({
  volumes: [
    {
      name: "v",
      ephemeral: {
        volumeClaimTemplate: {
          metadata,
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
        },
      },
    },
  ],
});
const sysctls = (...names: readonly string[]): Body => ({
  securityContext: { sysctls: names.map((name) => ({ name, value: "1" })) },
});
const preferred = (...expressions: readonly Body[]): Body => ({
  affinity: {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: expressions } }],
    },
  },
});
const windowsUser = (runAsUserName: string): Body => ({ securityContext: { windowsOptions: { runAsUserName } } });
const item = (path: string): Body => ({ items: [{ key: "k", path }] });
const projected = (...sources: readonly Body[]): Body => ({ volumes: [{ name: "v", projected: { sources } }] });
const iscsi = (iqn: string): Body => ({ volumes: [{ name: "v", iscsi: { targetPortal: "a", lun: 0, iqn } }] });

/** Rows name the function of pkg/apis/core/validation/validation.go (1.36) that says so. */
describe("a pod whose container", () => {
  test.each([
    [
      "validateFileKeyRefVolumes: the volume is one of the pod's",
      fromFile({ key: "A", volumeName: "v", path: "a" }),
      {},
      ['spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Not found: "v"'],
    ],
    [
      "validateFileKeyRefVolumes: the volume is an emptyDir",
      fromFile({ key: "A", volumeName: "v", path: "a" }),
      { volumes: [{ name: "v", hostPath: { path: "/" } }] },
      [
        'spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Invalid value: "v": ' +
          "referenced volume must be of type emptyDir",
      ],
    ],
    [
      "validateFileKeySelector: absolute paths and such that begin with two points may be; the key comes first",
      fromFile({ key: "", volumeName: "v", path: "/..a" }),
      { volumes: [{ name: "v", emptyDir: {} }] },
      ["spec.containers[0].env[0].valueFrom.fileKeyRef.key: Required value"],
    ],
    [
      "validateResizePolicy: pods that never restart",
      { resizePolicy: [{ resourceName: "cpu", restartPolicy: "RestartContainer" }] },
      { restartPolicy: "Never" },
      [
        'spec.containers[0].resizePolicy: Invalid value: "RestartContainer": ' +
          "must be 'NotRequired' when pod `restartPolicy` is 'Never'",
      ],
    ],
    [
      "validateHostUsers: devices",
      { volumeDevices: [{ name: "v", devicePath: "/dev/x" }] },
      { hostUsers: false, volumes: [{ name: "v", persistentVolumeClaim: { claimName: "v" } }] },
      ["spec.containers[0].volumeDevices: Forbidden: when `hostUsers` is false"],
    ],
    [
      "validateResourceClaimNames: a request after the whole claim",
      { resources: { claims: [{ name: "a" }, { name: "a", request: "r" }] } },
      { resourceClaims: [{ name: "a", resourceClaimName: "x" }] },
      ['spec.containers[0].resources.claims[1]: Duplicate value: "a"'],
    ],
    [
      "validateResourceClaimNames: the whole claim after a request, and a request twice",
      { resources: { claims: [{ name: "a", request: "r" }, { name: "a", request: "r" }, { name: "a" }] } },
      { resourceClaims: [{ name: "a", resourceClaimName: "x" }] },
      [
        'spec.containers[0].resources.claims[1]: Duplicate value: "a/r"',
        'spec.containers[0].resources.claims[2]: Duplicate value: "a"',
      ],
    ],
    [
      "validatePodResourceConsistency: huge pages of all containers",
      { resources: { limits: { cpu: "1", "hugepages-2Mi": "6Mi" } } },
      { resources: { limits: { cpu: "2", "hugepages-2Mi": "4Mi" } } },
      [
        'spec.resources.requests[hugepages-2Mi]: Invalid value: "4Mi": ' +
          "must be greater than or equal to aggregate container requests of 6Mi",
        'spec.resources.limits[hugepages-2Mi]: Invalid value: "4Mi": ' +
          "must be greater than or equal to aggregate container limits of 6Mi",
        'spec.resources.containers[0][hugepages-2Mi].limits: Invalid value: "6Mi": ' +
          "must be less than or equal to pod limits of 4Mi",
      ],
    ],
    [
      "validateResourceRequirements: pages of a size that is not whole",
      { resources: { limits: { cpu: "1", "hugepages-1500m": "2" } } },
      {},
      [
        'spec.containers[0].resources.limits[hugepages-1500m]: Invalid value: "2": ' +
          "2 is not positive integer multiple of hugepages-1500m",
        'spec.containers[0].resources.requests[hugepages-1500m]: Invalid value: "2": ' +
          "2 is not positive integer multiple of hugepages-1500m",
      ],
    ],
    [
      "validateObjectFieldSelector: the first bracket begins the subscript",
      { env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "metadata.labels['a['b']" } } }] },
      {},
      [
        `spec.containers[0].env[0].valueFrom.fieldRef: Invalid value: "a['b": name part must consist of alphanumeric ` +
          "characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or " +
          "'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      ],
    ],
    [
      "validateContainerResourceDivisor: none of what is no amount of a container",
      { env: [{ name: "A", valueFrom: { resourceFieldRef: { resource: "cpu", divisor: "7" } } }] },
      {},
      [
        'spec.containers[0].env[0].valueFrom.resourceFieldRef.resource: Unsupported value: "cpu": supported values: ' +
          '"limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", ' +
          '"requests.memory"',
      ],
    ],
  ])("%s", (_source, container, spec, expected) => {
    expect(errorsOf("Pod", withContainer(container, spec))).toEqual(expected);
  });
});

describe("a pod that breaks", () => {
  test.each([
    [
      "validateInitContainers: steps are not started again",
      {
        initContainers: [
          { ...CONTAINER, name: "i", resizePolicy: [{ resourceName: "cpu", restartPolicy: "RestartContainer" }] },
        ],
      },
      [
        'spec.initContainers[0].resizePolicy[0].restartPolicy: Invalid value: "RestartContainer": ' +
          "must not be set to 'RestartContainer' for non-sidecar initContainers",
      ],
    ],
    [
      "validateInitContainers: rules need a policy, and are not looked at without",
      {
        initContainers: [
          { ...CONTAINER, name: "i", restartPolicyRules: [{ action: "X", exitCodes: { operator: "Y", values: [] } }] },
        ],
      },
      ["spec.initContainers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used"],
    ],
    [
      "validateTolerations: enumerations print as JSON",
      { tolerations: [{ key: "a", operator: "<" }] },
      [String.raw`spec.tolerations[0].operator: Unsupported value: "\u003c": supported values: "Equal", "Exists"`],
    ],
    [
      "validateSysctls: what belongs to the host's namespaces",
      {
        ...sysctls("kernel.shm_rmid_forced", "kernel/msgmax", "kernel.shmx", "net/ipv4/x.y", "fs.mqueue.a"),
        hostIPC: true,
        hostNetwork: true,
      },
      [
        'spec.securityContext.sysctls[0].name: Invalid value: "kernel.shm_rmid_forced": ' +
          "may not be specified when 'hostIPC' is true",
        `spec.securityContext.sysctls[1].name: Invalid value: "kernel/msgmax": may not be specified when 'hostIPC' is true`,
        `spec.securityContext.sysctls[3].name: Invalid value: "net/ipv4/x.y": may not be specified when 'hostNetwork' is true`,
        `spec.securityContext.sysctls[4].name: Invalid value: "fs.mqueue.a": may not be specified when 'hostIPC' is true`,
      ],
    ],
    [
      "validateWindowsSecurityContextOptions: lengths are of bytes",
      windowsUser("é".repeat(53)),
      [
        `spec.securityContext.windowsOptions.runAsUserName: Invalid value: "${"é".repeat(53)}": ` +
          "runAsUserName's User length must not be longer than 104 characters",
      ],
    ],
    [
      "ValidateTolerations: prints the value alone",
      { tolerations: [{ key: "a", operator: "Exists", value: "b" }] },
      [`spec.tolerations[0].operator: Invalid value: "b": value must be empty when \`operator\` is 'Exists'`],
    ],
    [
      "validateSELinuxChangePolicy: without gate SELinuxMount",
      { securityContext: { seLinuxChangePolicy: "MountOption" } },
      ['spec.securityContext.seLinuxChangePolicy: Unsupported value: "MountOption": supported values: "Recursive"'],
    ],
    [
      "validatePodHostName: order",
      { hostnameOverride: "a", setHostnameAsFQDN: true, hostNetwork: true },
      [
        "spec.hostnameOverride: Forbidden: may not be specified when setHostnameAsFQDN is true",
        "spec.hostnameOverride: Forbidden: may not be specified when hostNetwork is true",
      ],
    ],
    ["validateOS: a name", { os: { name: "" } }, ["spec.os.name: Required value"]],
    [
      "validateWindows: fields for Linux",
      { os: { name: "windows" }, securityContext: { seLinuxChangePolicy: "Recursive" } },
      ["spec.securityContext.seLinuxChangePolicy: Forbidden: cannot be set for a windows pod"],
    ],
    [
      "validatePodResources: none as a whole on Windows",
      { os: { name: "windows" }, resources: { limits: { cpu: "-1" } } },
      ["spec.resources: Forbidden: may not be set for a windows pod"],
    ],
    [
      "ValidateMatchLabelKeysAndMismatchLabelKeys: nothing to add to",
      constrained({ matchLabelKeys: ["a b"] }),
      [
        "spec.topologySpreadConstraints[0].matchLabelKeys: Forbidden: " +
          "must not be specified when labelSelector is not set",
      ],
    ],
    [
      "ValidateMatchLabelKeysAndMismatchLabelKeys: a key that is selected already",
      constrained({
        labelSelector: {
          matchLabels: { app: "web" },
          matchExpressions: [{ key: "app", operator: "In", values: ["web"] }],
        },
      }),
      ['spec.topologySpreadConstraints[0][0]: Invalid value: "app": exists in both matchLabelKeys and labelSelector'],
    ],
    [
      "ValidatePersistentVolumeClaimTemplate: other metadata than labels and annotations",
      ephemeral({ creationTimestamp: "2024-01-01T00:00:00Z", uid: "1" }),
      [
        "spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.uID: Forbidden: cannot be set",
        "spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.creationTimestamp: Forbidden: cannot be set",
      ],
    ],
    [
      "validateISCSIVolumeSource: by the name's own format",
      iscsi("eui.iqn.2024-01.a:b"),
      ['spec.volumes[0].iscsi.iqn: Invalid value: "eui.iqn.2024-01.a:b": must be valid format'],
    ],
    [
      "validateQuobyteVolumeSource: brackets stand around a host, as net.SplitHostPort wants them",
      { volumes: [{ name: "v", quobyte: { registry: "[::1]:7861,a:,[a[b]:1,a:[1],a:1]", volume: "v" } }] },
      Array.from(
        { length: 3 },
        () =>
          'spec.volumes[0].quobyte.registry: Invalid value: "[::1]:7861,a:,[a[b]:1,a:[1],a:1]": ' +
          "must be a host:port pair or multiple pairs separated by commas",
      ),
    ],
  ])("%s", (_source, spec, expected) => {
    expect(errorsOf("Pod", pod(spec))).toEqual(expected);
  });

  test.each(["-0", "-01", "0", "-2147483648"])("GetDeletionCostFromPodAnnotations: %s is a number", (cost) => {
    const annotations = { "controller.kubernetes.io/pod-deletion-cost": cost };
    expect(errorsOf("Pod", pod({}, { annotations }))).toEqual([]);
  });
});

test("a pod may ask for a token without naming a service account, which admission does", () => {
  expect(errorsOf("Pod", pod(projected({ serviceAccountToken: { path: "token" } })))).toEqual([]);
});

describe("a pod in a node's manifest", () => {
  test("names no claims of resources (validatePodMetadataAndSpec: one error a claim)", () => {
    const mirror = { annotations: { "kubernetes.io/config.mirror": "x" } };
    const resourceClaims = ["a", "b"].map((name) => ({ name, resourceClaimName: "x" }));
    const error = "[]: Forbidden: static pods do not support resource claims";
    expect(errorsOf("Pod", pod({ nodeName: "n", resourceClaims }, mirror))).toEqual([error, error]);
  });
});

/** Rows name the function of pkg/api/pod/warnings.go (1.36). */
describe("a pod that is warned of", () => {
  test.each([
    [
      "GetWarningsForNodeSelectorTerm: values that no label has, among what is only preferred",
      preferred({ key: "a", operator: "In", values: ["ok", "a b"] }),
      [
        "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference." +
          "matchExpressions[0].values[1]: a b is invalid, a valid label must be an empty string or consist of " +
          "alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. " +
          "'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
          "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      ],
    ],
    [
      "checkVolumeMappingForOverlap: files of several sources",
      projected({ secret: { name: "s", ...item("x/y") } }, { configMap: { name: "c", ...item("x") } }),
      ['volume "v" (Projected): overlapping paths: "x" (ConfigMap "c") with "x/y" (Secret "s")'],
    ],
    [
      "checkVolumeMappingForOverlap: the same file of two sources, one of them the pod itself",
      projected(
        { downwardAPI: { items: [{ path: "x", fieldRef: { fieldPath: "metadata.name" } }] } },
        { downwardAPI: { items: [{ path: "x/y", fieldRef: { fieldPath: "metadata.name" } }] } },
      ),
      ['volume "v" (Projected): overlapping paths: "x/y" (DownwardAPI) with "x" (DownwardAPI)'],
    ],
    [
      "checkVolumeMappingForOverlap: names that begin alike are apart",
      projected({ secret: { name: "s", ...item("x") } }, { configMap: { name: "c", ...item("xy") } }),
      [],
    ],
  ])("%s", (_source, spec, expected) => {
    expect(warningsOf("Pod", pod(spec))).toEqual(expected);
  });
});

describe("a profile of AppArmor in an annotation (applyAppArmorVersionSkew)", () => {
  const KEY = "container.apparmor.security.beta.kubernetes.io/c";
  const WARNING = `metadata.annotations[${KEY}]: deprecated since v1.30; use the "appArmorProfile" field instead`;
  const annotated = (profile: string, spec: Body = {}): Body => pod(spec, { annotations: { [KEY]: profile } });

  test.each([
    ["runtime/default", { type: "RuntimeDefault" }],
    ["unconfined", { type: "Unconfined" }],
    ["localhost/mine", { type: "Localhost", localhostProfile: "mine" }],
  ])("%s becomes the container's", (profile, appArmorProfile) => {
    const container = { securityContext: { appArmorProfile } };
    expect(storedOf("Pod", annotated(profile))).toMatchObject({ spec: { containers: [container] } });
    expect(warningsOf("Pod", annotated(profile))).toEqual([WARNING]);
  });

  test.each([
    ["where the pod has the same", { securityContext: { appArmorProfile: { type: "Unconfined" } } }],
    ["on Windows", { os: { name: "windows" } }],
    [
      "where the container has one",
      { containers: [{ ...CONTAINER, securityContext: { appArmorProfile: { type: "Unconfined" } } }] },
    ],
  ])("says nothing %s", (_where, spec) => {
    const { containers } = storedOf("Pod", pod(spec))["spec"] as Body;
    expect(storedOf("Pod", annotated("unconfined", spec))).toMatchObject({ spec: { containers } });
    expect(warningsOf("Pod", annotated("unconfined", spec))).toEqual([]);
  });
});
