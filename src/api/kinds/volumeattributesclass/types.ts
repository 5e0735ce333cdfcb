import type { KubeObject } from "../../object.ts";

/** @see staging/src/k8s.io/api/storage/v1/types.go, `VolumeAttributesClass` (1.36) */
export interface VolumeAttributesClass extends KubeObject {
  readonly driverName?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

export const ATTRIBUTES_CLASS = "VolumeAttributesClass.storage.k8s.io";

/** Keeps a class of attributes until no claim and no volume names it. */
export const ATTRIBUTES_FINALIZER = "kubernetes.io/vac-protection";
