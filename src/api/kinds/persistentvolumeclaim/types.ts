import type { KubeObject } from "../../object.ts";
import type { LabelSelector } from "../../selector.ts";

/** @see staging/src/k8s.io/api/core/v1/types.go, `PersistentVolumeClaim` (1.36) */
export interface PersistentVolumeClaim extends KubeObject {
  readonly kind: "PersistentVolumeClaim";
  readonly spec: PersistentVolumeClaimSpec;
  readonly status?: PersistentVolumeClaimStatus;
}

export interface PersistentVolumeClaimSpec {
  readonly accessModes?: readonly string[];
  readonly selector?: LabelSelector;
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string | number>>;
    readonly limits?: Readonly<Record<string, string | number>>;
  };
  readonly volumeName?: string;
  /** Absent: the default class. Empty: no class at all. */
  readonly storageClassName?: string;
  readonly volumeMode?: "Filesystem" | "Block";
  readonly dataSource?: Readonly<Record<string, unknown>>;
  readonly dataSourceRef?: Readonly<Record<string, unknown>>;
  readonly volumeAttributesClassName?: string;
}

export interface PersistentVolumeClaimStatus {
  readonly phase?: "Pending" | "Bound" | "Lost";
  readonly accessModes?: readonly string[];
  readonly capacity?: Readonly<Record<string, string | number>>;
  readonly conditions?: readonly unknown[];
  readonly currentVolumeAttributesClassName?: string;
  readonly modifyVolumeStatus?: { readonly targetVolumeAttributesClassName?: string };
}

/** Keeps a claim until no pod uses it. */
export const CLAIM_FINALIZER = "kubernetes.io/pvc-protection";

/** The node that the scheduler has chosen for the pod of a claim that waits for one. */
export const SELECTED_NODE = "volume.kubernetes.io/selected-node";

/** How claims and volumes named their class before there was a field for it. */
export const CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";

/**
 * The class that a claim, a claim template or a volume names: the annotation goes before the field.
 * @see pkg/apis/core/v1/helper/helpers.go, `GetPersistentVolumeClaimClass`, `GetPersistentVolumeClass` (1.36)
 */
export function classNameOf(object: {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly storageClassName?: string };
}): string {
  return object.metadata?.annotations?.[CLASS_ANNOTATION] ?? object.spec.storageClassName ?? "";
}

/** Whether a claim says which class it wants, be it none. @see the same file, `PersistentVolumeClaimHasClass` (1.36) */
export function hasClass({ metadata, spec }: PersistentVolumeClaim): boolean {
  return spec.storageClassName !== undefined || metadata.annotations?.[CLASS_ANNOTATION] !== undefined;
}
