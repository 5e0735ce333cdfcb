import type { GoStruct } from "../../validation/go-value.ts";

/**
 * The internal structs behind what a pod and its containers may do, as errors print them.
 * @see pkg/apis/core/types.go (1.36)
 */
export const SECCOMP_PROFILE: GoStruct = [
  ["Type", "text"],
  ["LocalhostProfile", "pointer"],
];

const WINDOWS_OPTIONS: GoStruct = [
  ["GMSACredentialSpecName", "pointer", "gmsaCredentialSpecName"],
  ["GMSACredentialSpec", "pointer", "gmsaCredentialSpec"],
  ["RunAsUserName", "pointer"],
  ["HostProcess", "pointer"],
];

const SELINUX_OPTIONS: GoStruct = [
  ["User", "text"],
  ["Role", "text"],
  ["Type", "text"],
  ["Level", "text"],
];

export const SECURITY_CONTEXT: GoStruct = [
  [
    "Capabilities",
    {
      pointerTo: [
        ["Add", "pointer"],
        ["Drop", "pointer"],
      ],
    },
  ],
  ["Privileged", "pointer"],
  ["SELinuxOptions", { pointerTo: SELINUX_OPTIONS }, "seLinuxOptions"],
  ["WindowsOptions", { pointerTo: WINDOWS_OPTIONS }],
  ["RunAsUser", "pointer"],
  ["RunAsGroup", "pointer"],
  ["RunAsNonRoot", "pointer"],
  ["ReadOnlyRootFilesystem", "pointer"],
  ["AllowPrivilegeEscalation", "pointer"],
  ["ProcMount", "pointer"],
  ["SeccompProfile", { pointerTo: SECCOMP_PROFILE }],
  ["AppArmorProfile", { pointerTo: SECCOMP_PROFILE }],
];

export const POD_SECURITY_CONTEXT: GoStruct = [
  ["HostNetwork", "flag"],
  ["HostPID", "flag", "hostPID"],
  ["HostIPC", "flag", "hostIPC"],
  ["ShareProcessNamespace", "pointer"],
  ["HostUsers", "pointer"],
  ["SELinuxOptions", { pointerTo: SELINUX_OPTIONS }, "seLinuxOptions"],
  ["WindowsOptions", { pointerTo: WINDOWS_OPTIONS }],
  ["RunAsUser", "pointer"],
  ["RunAsGroup", "pointer"],
  ["RunAsNonRoot", "pointer"],
  ["SupplementalGroups", "pointer"],
  ["SupplementalGroupsPolicy", "pointer"],
  ["FSGroup", "pointer", "fsGroup"],
  ["FSGroupChangePolicy", "pointer", "fsGroupChangePolicy"],
  [
    "Sysctls",
    {
      listOf: [
        ["Name", "text"],
        ["Value", "text"],
      ],
    },
  ],
  ["SeccompProfile", { pointerTo: SECCOMP_PROFILE }],
  ["AppArmorProfile", { pointerTo: SECCOMP_PROFILE }],
  ["SELinuxChangePolicy", "pointer", "seLinuxChangePolicy"],
];
