import { filled, rewritten } from "../../defaulting.ts";
import { roundedRequirements, roundedResources } from "../pod/container-defaults.ts";
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from "./types.ts";

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_PersistentVolumeClaimSpec` (1.36) */
export function claimSpecDefaults(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  return rewritten(filled(spec, { volumeMode: "Filesystem", resources: {} }), "resources", roundedRequirements);
}

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_PersistentVolumeClaim` (1.36) */
export function persistentVolumeClaimDefaults(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const status = rewritten(filled(claim.status ?? {}, { phase: "Pending" }), "capacity", roundedResources);
  const spec = claimSpecDefaults(claim.spec);
  return spec === claim.spec && status === claim.status ? claim : { ...claim, spec, status };
}
