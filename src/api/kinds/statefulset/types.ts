import type { KubeObject } from "../../object.ts";
import type { LabelSelector } from "../../selector.ts";
import type { PersistentVolumeClaim } from "../persistentvolumeclaim/types.ts";
import type { PodTemplateSpec } from "../pod/types.ts";

/** @see staging/src/k8s.io/api/apps/v1/types.go, `StatefulSet` (1.36) */
export interface StatefulSet extends KubeObject {
  readonly kind: "StatefulSet";
  readonly spec: StatefulSetSpec;
  readonly status?: StatefulSetStatus;
}

export type RetentionPolicy = "Retain" | "Delete";

export interface StatefulSetSpec {
  readonly replicas?: number;
  readonly selector: LabelSelector;
  readonly template: PodTemplateSpec;
  readonly volumeClaimTemplates?: readonly PersistentVolumeClaim[];
  readonly serviceName?: string;
  readonly podManagementPolicy?: "OrderedReady" | "Parallel";
  readonly updateStrategy?: StatefulSetUpdateStrategy;
  readonly revisionHistoryLimit?: number;
  readonly minReadySeconds?: number;
  readonly persistentVolumeClaimRetentionPolicy?: {
    readonly whenDeleted?: RetentionPolicy;
    readonly whenScaled?: RetentionPolicy;
  };
  readonly ordinals?: { readonly start?: number };
}

export interface StatefulSetUpdateStrategy {
  readonly type?: "RollingUpdate" | "OnDelete";
  readonly rollingUpdate?: { readonly partition?: number; readonly maxUnavailable?: number | string };
}

export interface StatefulSetStatus {
  readonly observedGeneration?: number;
  readonly replicas: number;
  readonly readyReplicas?: number;
  readonly currentReplicas?: number;
  readonly updatedReplicas?: number;
  readonly currentRevision?: string;
  readonly updateRevision?: string;
  readonly collisionCount?: number;
  readonly availableReplicas?: number;
  readonly conditions?: readonly unknown[];
}

/** The labels that tell a set's pods from each other. */
export const POD_NAME_LABEL = "statefulset.kubernetes.io/pod-name";
export const POD_INDEX_LABEL = "apps.kubernetes.io/pod-index";
