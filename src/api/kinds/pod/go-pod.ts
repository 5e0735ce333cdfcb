import type { GoStruct } from "../../validation/go-value.ts";
import { FIELD_REFERENCE, RESOURCE_REFERENCE, VOLUME } from "./go-volumes.ts";

/**
 * The internal structs behind a pod's spec, as errors print them.
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

export const RESOURCE_CLAIM: GoStruct = [
  ["Name", "text"],
  ["ResourceClaimName", "pointer"],
  ["ResourceClaimTemplateName", "pointer"],
];

const TOLERATION: GoStruct = [
  ["Key", "text"],
  ["Operator", "text"],
  ["Value", "text"],
  ["Effect", "text"],
  ["TolerationSeconds", "pointer"],
];

export const CONTAINER_PORT: GoStruct = [
  ["Name", "text"],
  ["HostPort", "number"],
  ["ContainerPort", "number"],
  ["Protocol", "text"],
  ["HostIP", "text", "hostIP"],
];

const KEY_SELECTOR: GoStruct = [
  ["Name", "text"],
  ["Key", "text"],
  ["Optional", "pointer"],
];

const ENV_VAR: GoStruct = [
  ["Name", "text"],
  ["Value", "text"],
  [
    "ValueFrom",
    {
      pointerTo: [
        ["FieldRef", { pointerTo: FIELD_REFERENCE }],
        ["ResourceFieldRef", { pointerTo: RESOURCE_REFERENCE }],
        ["ConfigMapKeyRef", { pointerTo: KEY_SELECTOR }],
        ["SecretKeyRef", { pointerTo: KEY_SELECTOR }],
        [
          "FileKeyRef",
          {
            pointerTo: [
              ["VolumeName", "text"],
              ["Path", "text"],
              ["Key", "text"],
              ["Optional", "pointer"],
            ],
          },
        ],
      ],
    },
  ],
];

const NAME_REFERENCE: GoStruct = [
  ["Name", "text"],
  ["Optional", "pointer"],
];

const ENV_FROM: GoStruct = [
  ["Prefix", "text"],
  ["ConfigMapRef", { pointerTo: NAME_REFERENCE }],
  ["SecretRef", { pointerTo: NAME_REFERENCE }],
];

const RESOURCES: GoStruct = [
  ["Limits", "pointer"],
  ["Requests", "pointer"],
  [
    "Claims",
    {
      listOf: [
        ["Name", "text"],
        ["Request", "text"],
      ],
    },
  ],
];

const VOLUME_MOUNT: GoStruct = [
  ["Name", "text"],
  ["ReadOnly", "flag"],
  ["RecursiveReadOnly", "pointer"],
  ["MountPath", "text"],
  ["SubPath", "text"],
  ["MountPropagation", "pointer"],
  ["SubPathExpr", "text"],
];

const HTTP_GET: GoStruct = [
  ["Path", "text"],
  ["Port", "pointer"],
  ["Host", "text"],
  ["Scheme", "text"],
  [
    "HTTPHeaders",
    {
      listOf: [
        ["Name", "text"],
        ["Value", "text"],
      ],
    },
    "httpHeaders",
  ],
];

const EXEC: GoStruct = [["Command", "pointer"]];
const TCP_SOCKET: GoStruct = [
  ["Port", "pointer"],
  ["Host", "text"],
];

const PROBE: GoStruct = [
  ["Exec", { pointerTo: EXEC }],
  ["HTTPGet", { pointerTo: HTTP_GET }, "httpGet"],
  ["TCPSocket", { pointerTo: TCP_SOCKET }, "tcpSocket"],
  [
    "GRPC",
    {
      pointerTo: [
        ["Port", "number"],
        ["Service", "pointer"],
      ],
    },
    "grpc",
  ],
  ["InitialDelaySeconds", "number"],
  ["TimeoutSeconds", "number"],
  ["PeriodSeconds", "number"],
  ["SuccessThreshold", "number"],
  ["FailureThreshold", "number"],
  ["TerminationGracePeriodSeconds", "pointer"],
];

const LIFECYCLE_HANDLER: GoStruct = [
  ["Exec", { pointerTo: EXEC }],
  ["HTTPGet", { pointerTo: HTTP_GET }, "httpGet"],
  ["TCPSocket", { pointerTo: TCP_SOCKET }, "tcpSocket"],
  ["Sleep", { pointerTo: [["Seconds", "number"]] }],
];

const RESTART_RULE: GoStruct = [
  ["Action", "text"],
  [
    "ExitCodes",
    {
      pointerTo: [
        ["Operator", "text"],
        ["Values", "pointer"],
      ],
    },
  ],
];

const CONTAINER: GoStruct = [
  ["Name", "text"],
  ["Image", "text"],
  ["Command", "pointer"],
  ["Args", "pointer"],
  ["WorkingDir", "text"],
  ["Ports", { listOf: CONTAINER_PORT }],
  ["EnvFrom", { listOf: ENV_FROM }],
  ["Env", { listOf: ENV_VAR }],
  ["Resources", { struct: RESOURCES }],
  [
    "ResizePolicy",
    {
      listOf: [
        ["ResourceName", "text"],
        ["RestartPolicy", "text"],
      ],
    },
  ],
  ["RestartPolicy", "pointer"],
  ["RestartPolicyRules", { listOf: RESTART_RULE }],
  ["VolumeMounts", { listOf: VOLUME_MOUNT }],
  [
    "VolumeDevices",
    {
      listOf: [
        ["Name", "text"],
        ["DevicePath", "text"],
      ],
    },
  ],
  ["LivenessProbe", { pointerTo: PROBE }],
  ["ReadinessProbe", { pointerTo: PROBE }],
  ["StartupProbe", { pointerTo: PROBE }],
  [
    "Lifecycle",
    {
      pointerTo: [
        ["PostStart", { pointerTo: LIFECYCLE_HANDLER }],
        ["PreStop", { pointerTo: LIFECYCLE_HANDLER }],
        ["StopSignal", "pointer"],
      ],
    },
  ],
  ["TerminationMessagePath", "text"],
  ["TerminationMessagePolicy", "text"],
  ["ImagePullPolicy", "text"],
  ["SecurityContext", { pointerTo: SECURITY_CONTEXT }],
  ["Stdin", "flag"],
  ["StdinOnce", "flag"],
  ["TTY", "flag", "tty"],
];

const POD_SECURITY_CONTEXT: GoStruct = [
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

const NODE_REQUIREMENT: GoStruct = [
  ["Key", "text"],
  ["Operator", "text"],
  ["Values", "pointer"],
];
export const NODE_TERM: GoStruct = [
  ["MatchExpressions", { listOf: NODE_REQUIREMENT }],
  ["MatchFields", { listOf: NODE_REQUIREMENT }],
];
const AFFINITY_TERM: GoStruct = [
  ["LabelSelector", "selector"],
  ["Namespaces", "pointer"],
  ["TopologyKey", "text"],
  ["NamespaceSelector", "selector"],
  ["MatchLabelKeys", "pointer"],
  ["MismatchLabelKeys", "pointer"],
];
const POD_AFFINITY: GoStruct = [
  ["RequiredDuringSchedulingIgnoredDuringExecution", { listOf: AFFINITY_TERM }],
  [
    "PreferredDuringSchedulingIgnoredDuringExecution",
    {
      listOf: [
        ["Weight", "number"],
        ["PodAffinityTerm", { struct: AFFINITY_TERM }],
      ],
    },
  ],
];
const AFFINITY: GoStruct = [
  [
    "NodeAffinity",
    {
      pointerTo: [
        [
          "RequiredDuringSchedulingIgnoredDuringExecution",
          { pointerTo: [["NodeSelectorTerms", { listOf: NODE_TERM }]] },
        ],
        [
          "PreferredDuringSchedulingIgnoredDuringExecution",
          {
            listOf: [
              ["Weight", "number"],
              ["Preference", { struct: NODE_TERM }],
            ],
          },
        ],
      ],
    },
  ],
  ["PodAffinity", { pointerTo: POD_AFFINITY }],
  ["PodAntiAffinity", { pointerTo: POD_AFFINITY }],
];

const SPREAD_CONSTRAINT: GoStruct = [
  ["MaxSkew", "number"],
  ["TopologyKey", "text"],
  ["WhenUnsatisfiable", "text"],
  ["LabelSelector", "selector"],
  ["MinDomains", "pointer"],
  ["NodeAffinityPolicy", "pointer"],
  ["NodeTaintsPolicy", "pointer"],
  ["MatchLabelKeys", "pointer"],
];

const DNS_CONFIG: GoStruct = [
  ["Nameservers", "pointer"],
  ["Searches", "pointer"],
  [
    "Options",
    {
      listOf: [
        ["Name", "text"],
        ["Value", "pointer"],
      ],
    },
  ],
];

/** The internal security context also holds the host's namespaces, which the API has beside it. */
export function internalPodSpec(spec: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers, ...rest } = spec;
  const context = spec["securityContext"] ?? {};
  return {
    ...rest,
    securityContext: { ...context, hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers },
  };
}

export const POD_SPEC: GoStruct = [
  ["Volumes", { listOf: VOLUME }],
  ["InitContainers", { listOf: CONTAINER }],
  ["Containers", { listOf: CONTAINER }],
  ["EphemeralContainers", { listOf: [...CONTAINER, ["TargetContainerName", "text"]] }],
  ["RestartPolicy", "text"],
  ["TerminationGracePeriodSeconds", "pointer"],
  ["ActiveDeadlineSeconds", "pointer"],
  ["DNSPolicy", "text", "dnsPolicy"],
  ["NodeSelector", "pointer"],
  ["ServiceAccountName", "text"],
  ["AutomountServiceAccountToken", "pointer"],
  ["NodeName", "text"],
  ["SecurityContext", { pointerTo: POD_SECURITY_CONTEXT }],
  ["ImagePullSecrets", { listOf: [["Name", "text"]] }],
  ["Hostname", "text"],
  ["Subdomain", "text"],
  ["SetHostnameAsFQDN", "pointer"],
  ["Affinity", { pointerTo: AFFINITY }],
  ["SchedulerName", "text"],
  ["Tolerations", { listOf: TOLERATION }],
  [
    "HostAliases",
    {
      listOf: [
        ["IP", "text", "ip"],
        ["Hostnames", "pointer"],
      ],
    },
  ],
  ["PriorityClassName", "text"],
  ["Priority", "pointer"],
  ["PreemptionPolicy", "pointer"],
  ["DNSConfig", { pointerTo: DNS_CONFIG }, "dnsConfig"],
  ["ReadinessGates", { listOf: [["ConditionType", "text"]] }],
  ["RuntimeClassName", "pointer"],
  ["Overhead", "pointer"],
  ["EnableServiceLinks", "pointer"],
  ["TopologySpreadConstraints", { listOf: SPREAD_CONSTRAINT }],
  ["OS", { pointerTo: [["Name", "text"]] }, "os"],
  ["SchedulingGates", { listOf: [["Name", "text"]] }],
  ["ResourceClaims", { listOf: RESOURCE_CLAIM }],
  ["Resources", { pointerTo: RESOURCES }],
  ["HostnameOverride", "pointer"],
  ["SchedulingGroup", "pointer"],
];
