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
}
