import { configMapStrategy } from "./kinds/configmap/strategy.ts";
import { controllerRevisionStrategy } from "./kinds/controllerrevision/strategy.ts";
import { cronJobStrategy } from "./kinds/cronjob/strategy.ts";
import { daemonSetStrategy } from "./kinds/daemonset/strategy.ts";
import { deploymentStrategy } from "./kinds/deployment/strategy.ts";
import { endpointsStrategy } from "./kinds/endpoints/strategy.ts";
import { endpointSliceStrategy } from "./kinds/endpointslice/strategy.ts";
import { eventStrategy } from "./kinds/event/strategy.ts";
import { horizontalPodAutoscalerStrategy } from "./kinds/horizontalpodautoscaler/strategy.ts";
import { ingressStrategy } from "./kinds/ingress/strategy.ts";
import { ingressClassStrategy } from "./kinds/ingressclass/strategy.ts";
import { jobStrategy } from "./kinds/job/strategy.ts";
import { leaseStrategy } from "./kinds/lease/strategy.ts";
import { limitRangeStrategy } from "./kinds/limitrange/strategy.ts";
import { namespaceStrategy } from "./kinds/namespace/strategy.ts";
import { networkPolicyStrategy } from "./kinds/networkpolicy/strategy.ts";
import { nodeStrategy } from "./kinds/node/strategy.ts";
import { persistentVolumeStrategy } from "./kinds/persistentvolume/strategy.ts";
import { persistentVolumeClaimStrategy } from "./kinds/persistentvolumeclaim/strategy.ts";
import { podStrategy } from "./kinds/pod/strategy.ts";
import { podDisruptionBudgetStrategy } from "./kinds/poddisruptionbudget/strategy.ts";
import { podTemplateStrategy } from "./kinds/podtemplate/strategy.ts";
import { priorityClassStrategy } from "./kinds/priorityclass/strategy.ts";
import { replicaSetStrategy } from "./kinds/replicaset/strategy.ts";
import { replicationControllerStrategy } from "./kinds/replicationcontroller/strategy.ts";
import { resourceQuotaStrategy } from "./kinds/resourcequota/strategy.ts";
import { roleStrategy } from "./kinds/role/strategy.ts";
import { roleBindingStrategy } from "./kinds/rolebinding/strategy.ts";
import { runtimeClassStrategy } from "./kinds/runtimeclass/strategy.ts";
import { secretStrategy } from "./kinds/secret/strategy.ts";
import { serviceStrategy } from "./kinds/service/strategy.ts";
import { serviceAccountStrategy } from "./kinds/serviceaccount/strategy.ts";
import { statefulSetStrategy } from "./kinds/statefulset/strategy.ts";
import { storageClassStrategy } from "./kinds/storageclass/strategy.ts";
import { volumeAttributesClassStrategy } from "./kinds/volumeattributesclass/strategy.ts";
import { nameIsPathSegment } from "./names.ts";
import type { KubeObject } from "./object.ts";
import { keptGeneration } from "./prepare.ts";
import type { KindStrategy } from "./strategy.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "./validation/metadata.ts";

/** Any kind's names can be a segment of a URL. @see staging/src/k8s.io/apiserver/pkg/registry/rest/create.go (1.36) */
const ANY_METADATA: MetadataRules = { namespaced: true, name: nameIsPathSegment, finalizers: "qualified" };

/** For kinds of which nothing is known but their metadata: kept as they are. */
const GENERIC: KindStrategy = {
  defaults: (object) => object,
  prepareForCreate: (object) => object,
  prepareForUpdate: keptGeneration,
  validate: (object) => validateMetadata(object.metadata, ANY_METADATA),
  validateUpdate: (object, old) => validateMetadataUpdate(object.metadata, old.metadata, "qualified"),
};

/** A strategy only ever sees objects of its own kind: whoever looks it up goes by their kind. */
function ofKind<T extends KubeObject>(strategy: KindStrategy<T>): KindStrategy {
  return strategy;
}

const STRATEGIES: ReadonlyMap<string, KindStrategy> = new Map([
  ["ClusterRole.rbac.authorization.k8s.io", ofKind(roleStrategy)],
  ["ClusterRoleBinding.rbac.authorization.k8s.io", ofKind(roleBindingStrategy)],
  ["ConfigMap", ofKind(configMapStrategy)],
  ["ControllerRevision", ofKind(controllerRevisionStrategy)],
  ["CronJob.batch", ofKind(cronJobStrategy)],
  ["DaemonSet", ofKind(daemonSetStrategy)],
  ["Deployment", ofKind(deploymentStrategy)],
  ["Endpoints", ofKind(endpointsStrategy)],
  ["EndpointSlice", ofKind(endpointSliceStrategy)],
  ["Event", ofKind(eventStrategy)],
  ["HorizontalPodAutoscaler.autoscaling", ofKind(horizontalPodAutoscalerStrategy)],
  ["Ingress.networking.k8s.io", ofKind(ingressStrategy)],
  ["IngressClass.networking.k8s.io", ofKind(ingressClassStrategy)],
  ["Job.batch", ofKind(jobStrategy)],
  ["Lease.coordination.k8s.io", ofKind(leaseStrategy)],
  ["LimitRange", ofKind(limitRangeStrategy)],
  ["Namespace", ofKind(namespaceStrategy)],
  ["NetworkPolicy.networking.k8s.io", ofKind(networkPolicyStrategy)],
  ["Node", ofKind(nodeStrategy)],
  ["PersistentVolume", ofKind(persistentVolumeStrategy)],
  ["PersistentVolumeClaim", ofKind(persistentVolumeClaimStrategy)],
  ["Pod", ofKind(podStrategy)],
  ["PodDisruptionBudget", ofKind(podDisruptionBudgetStrategy)],
  ["PodTemplate", ofKind(podTemplateStrategy)],
  ["PriorityClass.scheduling.k8s.io", ofKind(priorityClassStrategy)],
  ["ReplicaSet", ofKind(replicaSetStrategy)],
  ["ReplicationController", ofKind(replicationControllerStrategy)],
  ["ResourceQuota", ofKind(resourceQuotaStrategy)],
  ["Role.rbac.authorization.k8s.io", ofKind(roleStrategy)],
  ["RoleBinding.rbac.authorization.k8s.io", ofKind(roleBindingStrategy)],
  ["RuntimeClass.node.k8s.io", ofKind(runtimeClassStrategy)],
  ["Secret", ofKind(secretStrategy)],
  ["Service", ofKind(serviceStrategy)],
  ["ServiceAccount", ofKind(serviceAccountStrategy)],
  ["StatefulSet", ofKind(statefulSetStrategy)],
  ["StorageClass", ofKind(storageClassStrategy)],
  ["VolumeAttributesClass.storage.k8s.io", ofKind(volumeAttributesClassStrategy)],
]);

/** What the server does with objects of a kind; `key` is that of its `ResourceKind`. */
export function strategyFor(key: string): KindStrategy {
  return STRATEGIES.get(key) ?? GENERIC;
}
