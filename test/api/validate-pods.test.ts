import { describe, expect, test } from "vitest";
import { errorsOf, type Body } from "./validate-case.ts";

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
        "spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.creationTimestamp: Forbidden: cannot be set",
        "spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.uID: Forbidden: cannot be set",
      ],
    ],
    [
      "validateISCSIVolumeSource: by the name's own format",
      iscsi("eui.iqn.2024-01.a:b"),
      ['spec.volumes[0].iscsi.iqn: Invalid value: "eui.iqn.2024-01.a:b": must be valid format'],
    ],
  ])("%s", (_source, spec, expected) => {
    expect(errorsOf("Pod", pod(spec))).toEqual(expected);
  });

  test.each(["-0", "-01", "0", "-2147483648"])("GetDeletionCostFromPodAnnotations: %s is a number", (cost) => {
    const annotations = { "controller.kubernetes.io/pod-deletion-cost": cost };
    expect(errorsOf("Pod", pod({}, { annotations }))).toEqual([]);
  });
});
