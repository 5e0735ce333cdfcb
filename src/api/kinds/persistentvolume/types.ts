import type { KubeObject } from "../../object.ts";

/** @see staging/src/k8s.io/api/core/v1/types.go, `PersistentVolume` (1.36) */
export interface PersistentVolume extends KubeObject {
  readonly kind: "PersistentVolume";
  readonly spec: {
    readonly capacity?: Readonly<Record<string, string | number>>;
    readonly accessModes?: readonly string[];
    readonly claimRef?: {
      readonly apiVersion?: string;
      readonly kind?: string;
      readonly namespace?: string;
      readonly name?: string;
      readonly uid?: string;
      readonly resourceVersion?: string;
    };
    readonly persistentVolumeReclaimPolicy?: "Retain" | "Delete" | "Recycle";
    readonly storageClassName?: string;
    readonly volumeMode?: "Filesystem" | "Block";
    readonly volumeAttributesClassName?: string;
    readonly nodeAffinity?: Readonly<Record<string, unknown>>;
    readonly [source: string]: unknown;
  };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly lastPhaseTransitionTime?: string;
  };
}

/** Keeps a volume until its claim is gone. */
export const VOLUME_FINALIZER = "kubernetes.io/pv-protection";
