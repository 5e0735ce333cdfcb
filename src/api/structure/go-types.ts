import { definition } from "./schema.ts";

/**
 * What the OpenAPI schema does not say about the Go types behind it and what shows in the server's answers: which
 * fields are pointers (an explicit zero is kept), which are structs by value (always written), which zeros are written
 * although optional, what the types of strings are called in error messages, and which structs are embedded.
 * @see staging/src/k8s.io/api, types.go of each group; staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go (1.36)
 */

type FieldTable = Readonly<Record<string, string>>;

function has(table: FieldTable, name: string, field: string): boolean {
  const fields = Object.hasOwn(table, name) ? table[name] : undefined;
  return fields !== undefined && (fields === "*" || ` ${fields} `.includes(` ${field} `));
}

/** Scalars behind a pointer, by definition. `*`: all of them. */
const POINTERS: FieldTable = {
  "apps.v1.DaemonSetSpec": "revisionHistoryLimit",
  "apps.v1.DaemonSetStatus": "collisionCount",
  "apps.v1.DeploymentSpec": "replicas revisionHistoryLimit progressDeadlineSeconds",
  "apps.v1.DeploymentStatus": "collisionCount terminatingReplicas",
  "apps.v1.ReplicaSetSpec": "replicas",
  "apps.v1.ReplicaSetStatus": "terminatingReplicas",
  "apps.v1.RollingUpdateDaemonSet": "*",
  "apps.v1.RollingUpdateDeployment": "*",
  "apps.v1.RollingUpdateStatefulSetStrategy": "*",
  "apps.v1.StatefulSetSpec": "replicas revisionHistoryLimit",
  "apps.v1.StatefulSetStatus": "collisionCount",
  "autoscaling.v1.HorizontalPodAutoscalerSpec": "minReplicas targetCPUUtilizationPercentage",
  "autoscaling.v1.HorizontalPodAutoscalerStatus": "observedGeneration currentCPUUtilizationPercentage",
  "autoscaling.v2.HPAScalingRules": "*",
  "autoscaling.v2.HorizontalPodAutoscalerSpec": "minReplicas",
  "autoscaling.v2.HorizontalPodAutoscalerStatus": "observedGeneration",
  "autoscaling.v2.MetricTarget": "averageUtilization averageValue value",
  "autoscaling.v2.MetricValueStatus": "*",
  "batch.v1.CronJobSpec": "failedJobsHistoryLimit startingDeadlineSeconds successfulJobsHistoryLimit suspend timeZone",
  "batch.v1.JobSpec": "*",
  "batch.v1.JobStatus": "failedIndexes ready terminating",
  "batch.v1.PodFailurePolicyOnExitCodesRequirement": "containerName",
  "batch.v1.SuccessPolicyRule": "*",
  "coordination.v1.LeaseSpec": "*",
  "core.v1.AppArmorProfile": "localhostProfile",
  "core.v1.AzureDiskVolumeSource": "cachingMode fsType readOnly kind",
  "core.v1.AzureFilePersistentVolumeSource": "secretNamespace",
  "core.v1.CSIVolumeSource": "readOnly fsType",
  "core.v1.ClientIPConfig": "*",
  "core.v1.ClusterTrustBundleProjection": "name signerName optional",
  "core.v1.ConfigMap": "immutable",
  "core.v1.ConfigMapEnvSource": "optional",
  "core.v1.ConfigMapKeySelector": "optional",
  "core.v1.ConfigMapProjection": "optional",
  "core.v1.ConfigMapVolumeSource": "defaultMode optional",
  "core.v1.Container": "restartPolicy",
  "core.v1.ContainerStatus": "started stopSignal",
  "core.v1.DownwardAPIVolumeFile": "mode",
  "core.v1.DownwardAPIVolumeSource": "defaultMode",
  "core.v1.EmptyDirVolumeSource": "sizeLimit",
  "core.v1.EndpointAddress": "nodeName",
  "core.v1.EndpointPort": "appProtocol",
  "core.v1.EphemeralContainer": "restartPolicy",
  "core.v1.FCVolumeSource": "lun",
  "core.v1.FileKeySelector": "optional",
  "core.v1.GRPCAction": "service",
  "core.v1.GlusterfsPersistentVolumeSource": "endpointsNamespace",
  "core.v1.HostPathVolumeSource": "type",
  "core.v1.ISCSIPersistentVolumeSource": "initiatorName",
  "core.v1.ISCSIVolumeSource": "initiatorName",
  "core.v1.KeyToPath": "mode",
  "core.v1.Lifecycle": "stopSignal",
  "core.v1.LoadBalancerIngress": "ipMode",
  "core.v1.LocalVolumeSource": "fsType",
  "core.v1.NodeFeatures": "*",
  "core.v1.NodeRuntimeHandlerFeatures": "*",
  "core.v1.NodeSwapStatus": "*",
  "core.v1.PersistentVolumeClaimSpec": "storageClassName volumeAttributesClassName volumeMode",
  "core.v1.PersistentVolumeClaimStatus": "currentVolumeAttributesClassName",
  "core.v1.PersistentVolumeSpec": "volumeMode volumeAttributesClassName",
  "core.v1.PodCertificateProjection": "maxExpirationSeconds",
  "core.v1.PodDNSConfigOption": "value",
  "core.v1.PodResourceClaim": "resourceClaimName resourceClaimTemplateName",
  "core.v1.PodResourceClaimStatus": "resourceClaimName",
  "core.v1.PodSchedulingGroup": "*",
  "core.v1.PodSecurityContext": "*",
  "core.v1.PodSpec":
    "activeDeadlineSeconds automountServiceAccountToken enableServiceLinks hostUsers hostnameOverride preemptionPolicy " +
    "priority runtimeClassName setHostnameAsFQDN shareProcessNamespace terminationGracePeriodSeconds",
  "core.v1.PortStatus": "error",
  "core.v1.Probe": "terminationGracePeriodSeconds",
  "core.v1.ProjectedVolumeSource": "defaultMode",
  "core.v1.ResourceHealth": "message",
  "core.v1.SeccompProfile": "localhostProfile",
  "core.v1.ReplicationControllerSpec": "replicas",
  "core.v1.Secret": "immutable",
  "core.v1.SecretEnvSource": "optional",
  "core.v1.SecretKeySelector": "optional",
  "core.v1.SecretProjection": "optional",
  "core.v1.SecretVolumeSource": "defaultMode optional",
  "core.v1.SecurityContext": "*",
  "core.v1.ServiceAccount": "automountServiceAccountToken",
  "core.v1.ServiceAccountTokenProjection": "expirationSeconds",
  "core.v1.ServicePort": "appProtocol",
  "core.v1.ServiceSpec":
    "allocateLoadBalancerNodePorts internalTrafficPolicy ipFamilyPolicy loadBalancerClass trafficDistribution",
  "core.v1.Toleration": "tolerationSeconds",
  "core.v1.TopologySpreadConstraint": "minDomains nodeAffinityPolicy nodeTaintsPolicy",
  "core.v1.TypedLocalObjectReference": "apiGroup",
  "core.v1.TypedObjectReference": "apiGroup namespace",
  "core.v1.VolumeMount": "mountPropagation recursiveReadOnly",
  "core.v1.VolumeMountStatus": "recursiveReadOnly",
  "core.v1.WindowsSecurityContextOptions": "*",
  "discovery.v1.Endpoint": "hostname nodeName zone",
  "discovery.v1.EndpointConditions": "*",
  "discovery.v1.EndpointPort": "*",
  "meta.v1.ObjectMeta": "deletionGracePeriodSeconds",
  "meta.v1.OwnerReference": "controller blockOwnerDeletion",
  "meta.v1.Preconditions": "*",
  "networking.v1.HTTPIngressPath": "pathType",
  "networking.v1.IngressClassParametersReference": "apiGroup namespace scope",
  "networking.v1.IngressPortStatus": "error",
  "networking.v1.IngressSpec": "ingressClassName",
  "networking.v1.NetworkPolicyPort": "*",
  "policy.v1.PodDisruptionBudgetSpec": "*",
  "scheduling.v1.PriorityClass": "preemptionPolicy",
  "storage.v1.StorageClass": "reclaimPolicy allowVolumeExpansion volumeBindingMode",
};

/** Structs by value, and optional scalars without omitempty: both are written even when nothing was given. */
const ALWAYS: FieldTable = {
  "apps.v1.DaemonSet": "spec status",
  "apps.v1.DaemonSetSpec": "updateStrategy",
  "apps.v1.Deployment": "spec status",
  "apps.v1.DeploymentSpec": "strategy",
  "apps.v1.ReplicaSet": "spec status",
  "apps.v1.ReplicaSetSpec": "template",
  "apps.v1.StatefulSet": "spec status",
  "apps.v1.StatefulSetOrdinals": "start",
  "apps.v1.StatefulSetSpec": "serviceName updateStrategy",
  "apps.v1.StatefulSetStatus": "availableReplicas",
  "autoscaling.v1.HorizontalPodAutoscaler": "status",
  "autoscaling.v2.HorizontalPodAutoscaler": "status",
  "batch.v1.CronJob": "status",
  "batch.v1.Job": "spec status",
  "batch.v1.JobTemplateSpec": "metadata spec",
  "batch.v1.PodFailurePolicyOnPodConditionsPattern": "status",
  "coordination.v1.Lease": "spec",
  "core.v1.Container": "resources",
  "core.v1.ContainerStatus": "state lastState",
  "core.v1.EphemeralContainer": "resources",
  "core.v1.Event": "reportingComponent reportingInstance source",
  "core.v1.LimitRange": "spec",
  "core.v1.Namespace": "spec status",
  "core.v1.Node": "spec status",
  "core.v1.NodeDaemonEndpoints": "kubeletEndpoint",
  "core.v1.NodeRuntimeHandler": "name",
  "core.v1.NodeStatus": "daemonEndpoints nodeInfo",
  "core.v1.PersistentVolume": "spec status",
  "core.v1.PersistentVolumeClaim": "spec status",
  "core.v1.PersistentVolumeClaimSpec": "resources",
  "core.v1.PersistentVolumeClaimTemplate": "metadata",
  "core.v1.Pod": "spec status",
  "core.v1.PodTemplate": "template",
  "core.v1.PodTemplateSpec": "metadata spec",
  "core.v1.ReplicationController": "spec status",
  "core.v1.ResourceFieldSelector": "divisor",
  "core.v1.ResourceQuota": "spec status",
  "core.v1.Service": "spec status",
  "core.v1.ServicePort": "targetPort",
  "core.v1.ServiceStatus": "loadBalancer",
  "discovery.v1.Endpoint": "conditions",
  "discovery.v1.EndpointSlice": "endpoints",
  "networking.v1.Ingress": "spec status",
  "networking.v1.IngressClass": "spec",
  "networking.v1.IngressServiceBackend": "port",
  "networking.v1.IngressStatus": "loadBalancer",
  "networking.v1.NetworkPolicy": "spec",
  "networking.v1.NetworkPolicySpec": "podSelector",
  "policy.v1.PodDisruptionBudget": "spec status",
  "policy.v1.PodDisruptionBudgetStatus": "currentHealthy desiredHealthy disruptionsAllowed expectedPods",
};

/** Required by the schema, and yet pointers or left out when empty: absent they stay. */
const REQUIRED_ABSENT: FieldTable = {
  "apps.v1.DaemonSetSpec": "selector",
  "apps.v1.DeploymentSpec": "selector",
  "apps.v1.ReplicaSetSpec": "selector",
  "apps.v1.StatefulSetSpec": "selector",
  "core.v1.ContainerRestartRule": "action",
  "core.v1.ContainerRestartRuleOnExitCodes": "operator",
  "core.v1.ImageVolumeStatus": "imageRef",
  "core.v1.PodCertificateProjection": "keyType signerName",
  "core.v1.ScaleIOPersistentVolumeSource": "secretRef",
  "core.v1.ScaleIOVolumeSource": "secretRef",
  "networking.v1.HTTPIngressPath": "pathType",
};

/** Pointers, lists and times without omitempty: written as null when absent, and lists also when empty. */
const NULLED: FieldTable = {
  "apps.v1.DaemonSetCondition": "lastTransitionTime",
  "apps.v1.DeploymentCondition": "lastTransitionTime lastUpdateTime",
  "apps.v1.ReplicaSetCondition": "lastTransitionTime",
  "apps.v1.StatefulSetCondition": "lastTransitionTime",
  "autoscaling.v2.HorizontalPodAutoscalerCondition": "lastTransitionTime",
  "autoscaling.v2.HorizontalPodAutoscalerStatus": "currentMetrics",
  "batch.v1.JobCondition": "lastProbeTime lastTransitionTime",
  "batch.v1.PodFailurePolicy": "rules",
  "core.v1.AzureFilePersistentVolumeSource": "secretNamespace",
  "core.v1.ContainerImage": "names",
  "core.v1.ContainerStateRunning": "startedAt",
  "core.v1.ContainerStateTerminated": "finishedAt startedAt",
  "core.v1.Event": "eventTime firstTimestamp lastTimestamp",
  "core.v1.EventSeries": "lastObservedTime",
  "core.v1.LimitRangeSpec": "limits",
  "core.v1.NamespaceCondition": "lastTransitionTime",
  "core.v1.NodeAllocatableResourceClaimStatus": "resources",
  "core.v1.NodeCondition": "lastHeartbeatTime lastTransitionTime",
  "core.v1.PersistentVolumeClaimCondition": "lastProbeTime lastTransitionTime",
  "core.v1.PodCondition": "lastProbeTime lastTransitionTime",
  "core.v1.PodExtendedResourceClaimStatus": "requestMappings",
  "core.v1.ProjectedVolumeSource": "sources",
  "core.v1.ReplicationControllerCondition": "lastTransitionTime",
  "core.v1.TypedLocalObjectReference": "apiGroup",
  "core.v1.TypedObjectReference": "apiGroup",
  "meta.v1.Condition": "lastTransitionTime",
  "rbac.v1.ClusterRole": "rules",
  "rbac.v1.Role": "rules",
};

/** Lists that validation refuses when they are given, though they are empty. */
const REFUSED_EMPTY: FieldTable = {
  "autoscaling.v2.HPAScalingRules": "policies",
  "core.v1.EphemeralContainer": "ports resizePolicy restartPolicyRules",
  "core.v1.PersistentVolumeClaimSpec": "accessModes",
};

/** Whether an empty list in the field is told from none. */
export function isSeenEmpty(name: string, field: string): boolean {
  return has(REFUSED_EMPTY, name, field);
}

/** Whether the server takes the field and forgets it: self links are no more. */
export function isIgnored(name: string, field: string): boolean {
  return name === "meta.v1.ObjectMeta" && field === "selfLink";
}

export function isPointer(name: string, field: string): boolean {
  return has(POINTERS, name, field);
}

/** Whether the server writes the field even when nobody gave it. Metadata is, of every object. */
export function isAlwaysWritten(name: string, field: string): boolean {
  if (has(ALWAYS, name, field)) return true;
  const node = definition(name);
  if (field === "metadata" && node?.["x-kubernetes-group-version-kind"] !== undefined) return true;
  return node?.required?.includes(field) === true && !has(REQUIRED_ABSENT, name, field) && !isNulled(name, field);
}

export function isNulled(name: string, field: string): boolean {
  return has(NULLED, name, field);
}

const LOCAL_REFERENCE = { type: "LocalObjectReference", fields: "name" };

/** Embedded structs: their names stand in the paths of type errors, and nowhere else. */
const EMBEDDED: Readonly<Record<string, { readonly type: string; readonly fields?: string; readonly but?: string }>> = {
  "core.v1.Probe": { type: "ProbeHandler", fields: "exec grpc httpGet tcpSocket" },
  "core.v1.Volume": { type: "VolumeSource", but: "name" },
  "core.v1.PersistentVolumeSpec": {
    type: "PersistentVolumeSource",
    but:
      "accessModes capacity claimRef mountOptions nodeAffinity persistentVolumeReclaimPolicy storageClassName " +
      "volumeAttributesClassName volumeMode",
  },
  "core.v1.EphemeralContainer": { type: "EphemeralContainerCommon", but: "targetContainerName" },
  "core.v1.ConfigMapEnvSource": LOCAL_REFERENCE,
  "core.v1.ConfigMapKeySelector": LOCAL_REFERENCE,
  "core.v1.ConfigMapProjection": LOCAL_REFERENCE,
  "core.v1.ConfigMapVolumeSource": LOCAL_REFERENCE,
  "core.v1.SecretEnvSource": LOCAL_REFERENCE,
  "core.v1.SecretKeySelector": LOCAL_REFERENCE,
  "core.v1.SecretProjection": LOCAL_REFERENCE,
  "networking.v1.IngressRule": { type: "IngressRuleValue", fields: "http" },
};

/** The embedded struct that a field belongs to, if it does. */
export function embeddedIn(name: string, field: string): string | undefined {
  const embedded = Object.hasOwn(EMBEDDED, name) ? EMBEDDED[name] : undefined;
  if (embedded === undefined) return undefined;
  const listed = ` ${embedded.fields ?? embedded.but ?? ""} `.includes(` ${field} `);
  return listed === (embedded.fields !== undefined) ? embedded.type : undefined;
}
