import { filled, replaced, rewritten } from "../../defaulting.ts";
import { roundedResources } from "../pod/container-defaults.ts";
import { persistentSourceDefaults } from "../pod/volume-defaults.ts";
import type { PersistentVolume } from "./types.ts";

const SPEC_DEFAULTS: Partial<PersistentVolume["spec"]> = {
  persistentVolumeReclaimPolicy: "Retain",
  volumeMode: "Filesystem",
};

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_PersistentVolume` (1.36) */
export function persistentVolumeDefaults(volume: PersistentVolume): PersistentVolume {
  const spec = rewritten(persistentSourceDefaults(filled(volume.spec, SPEC_DEFAULTS)), "capacity", roundedResources);
  const status = filled(volume.status ?? {}, { phase: "Pending" });
  return replaced(replaced(volume, "spec", spec), "status", status);
}
