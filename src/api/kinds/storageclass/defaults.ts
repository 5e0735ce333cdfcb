import { filled } from "../../defaulting.ts";
import type { StorageClass } from "./types.ts";

/** @see pkg/apis/storage/v1/defaults.go, `SetDefaults_StorageClass` (1.36) */
export function storageClassDefaults(storageClass: StorageClass): StorageClass {
  return filled(storageClass, { reclaimPolicy: "Delete", volumeBindingMode: "Immediate" });
}
