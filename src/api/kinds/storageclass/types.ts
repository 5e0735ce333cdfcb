import type { KubeObject } from "../../object.ts";

/** @see staging/src/k8s.io/api/storage/v1/types.go, `StorageClass` (1.36) */
export interface StorageClass extends KubeObject {
  readonly kind: "StorageClass";
  readonly provisioner: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly reclaimPolicy?: "Delete" | "Retain";
  readonly allowVolumeExpansion?: boolean;
  readonly volumeBindingMode?: "Immediate" | "WaitForFirstConsumer";
}

/** The annotation that marks the class taken by claims that name none. */
export const DEFAULT_CLASS_ANNOTATION = "storageclass.kubernetes.io/is-default-class";

/** The provisioner of classes whose volumes somebody makes by hand. */
export const NO_PROVISIONER = "kubernetes.io/no-provisioner";
