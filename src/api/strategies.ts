import { configMapStrategy } from "./kinds/configmap/strategy.ts";
import { controllerRevisionStrategy } from "./kinds/controllerrevision/strategy.ts";
import { daemonSetStrategy } from "./kinds/daemonset/strategy.ts";
import { deploymentStrategy } from "./kinds/deployment/strategy.ts";
import { endpointsStrategy } from "./kinds/endpoints/strategy.ts";
import { endpointSliceStrategy } from "./kinds/endpointslice/strategy.ts";
import { eventStrategy } from "./kinds/event/strategy.ts";
import { horizontalPodAutoscalerStrategy } from "./kinds/horizontalpodautoscaler/strategy.ts";
import { namespaceStrategy } from "./kinds/namespace/strategy.ts";
import { nodeStrategy } from "./kinds/node/strategy.ts";
import { persistentVolumeStrategy } from "./kinds/persistentvolume/strategy.ts";
import { persistentVolumeClaimStrategy } from "./kinds/persistentvolumeclaim/strategy.ts";
import { podStrategy } from "./kinds/pod/strategy.ts";
import { podDisruptionBudgetStrategy } from "./kinds/poddisruptionbudget/strategy.ts";
import { replicaSetStrategy } from "./kinds/replicaset/strategy.ts";
import { secretStrategy } from "./kinds/secret/strategy.ts";
import { serviceStrategy } from "./kinds/service/strategy.ts";
import { serviceAccountStrategy } from "./kinds/serviceaccount/strategy.ts";
import { statefulSetStrategy } from "./kinds/statefulset/strategy.ts";
import { storageClassStrategy } from "./kinds/storageclass/strategy.ts";
import { nameIsPathSegment } from "./names.ts";
import type { KubeObject } from "./object.ts";
import { keptGeneration } from "./prepare.ts";
import type { KindStrategy } from "./strategy.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "./validation/metadata.ts";

/** Any kind's names can be a segment of a URL. @see staging/src/k8s.io/apiserver/pkg/registry/rest/create.go (1.36) */
const ANY_METADATA: MetadataRules = { namespaced: true, name: nameIsPathSegment };

/** For kinds of which nothing is known but their metadata: kept as they are. */
const GENERIC: KindStrategy = {
  defaults: (object) => object,
  prepareForCreate: (object) => object,
  prepareForUpdate: keptGeneration,
  validate: (object) => validateMetadata(object.metadata, ANY_METADATA),
  validateUpdate: (object, old) => validateMetadataUpdate(object.metadata, old.metadata),
};

/** A strategy only ever sees objects of its own kind: whoever looks it up goes by their kind. */
function ofKind<T extends KubeObject>(strategy: KindStrategy<T>): KindStrategy {
  return strategy;
}

const STRATEGIES: ReadonlyMap<string, KindStrategy> = new Map([
  ["ConfigMap", ofKind(configMapStrategy)],
  ["ControllerRevision", ofKind(controllerRevisionStrategy)],
  ["DaemonSet", ofKind(daemonSetStrategy)],
  ["Deployment", ofKind(deploymentStrategy)],
  ["Endpoints", ofKind(endpointsStrategy)],
  ["EndpointSlice", ofKind(endpointSliceStrategy)],
  ["Event", ofKind(eventStrategy)],
  ["HorizontalPodAutoscaler.autoscaling", ofKind(horizontalPodAutoscalerStrategy)],
  ["Namespace", ofKind(namespaceStrategy)],
  ["Node", ofKind(nodeStrategy)],
  ["PersistentVolume", ofKind(persistentVolumeStrategy)],
  ["PersistentVolumeClaim", ofKind(persistentVolumeClaimStrategy)],
  ["Pod", ofKind(podStrategy)],
  ["PodDisruptionBudget", ofKind(podDisruptionBudgetStrategy)],
  ["ReplicaSet", ofKind(replicaSetStrategy)],
  ["Secret", ofKind(secretStrategy)],
  ["Service", ofKind(serviceStrategy)],
  ["ServiceAccount", ofKind(serviceAccountStrategy)],
  ["StatefulSet", ofKind(statefulSetStrategy)],
  ["StorageClass", ofKind(storageClassStrategy)],
]);

/** What the server does with objects of a kind; `key` is that of its `ResourceKind`. */
export function strategyFor(key: string): KindStrategy {
  return STRATEGIES.get(key) ?? GENERIC;
}
