import type { GoStruct } from "../../validation/go-value.ts";
import { CONTAINER, RESOURCES } from "./go-container.ts";
import { AFFINITY, SPREAD_CONSTRAINT, TOLERATION } from "./go-scheduling.ts";
import { POD_SECURITY_CONTEXT } from "./go-security.ts";
import { VOLUME } from "./go-volumes.ts";

/**
 * The internal structs behind a pod's spec, as errors print them.
 * @see pkg/apis/core/types.go (1.36)
 */
export const RESOURCE_CLAIM: GoStruct = [
  ["Name", "text"],
  ["ResourceClaimName", "pointer"],
  ["ResourceClaimTemplateName", "pointer"],
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
