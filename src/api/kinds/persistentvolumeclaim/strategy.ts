import { replaced } from "../../defaulting.ts";
import { keptGeneration, keptStatus, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { withDataSources } from "./data-source.ts";
import { persistentVolumeClaimDefaults } from "./defaults.ts";
import type { PersistentVolumeClaim } from "./types.ts";
import {
  persistentVolumeClaimWarnings,
  validatePersistentVolumeClaim,
  validatePersistentVolumeClaimUpdate,
} from "./validate.ts";

function prepareForCreate(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const spec = withDataSources(claim.spec, undefined);
  return withStatus(replaced(claim, "spec", spec), { phase: "Pending" });
}

function prepareForUpdate(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): PersistentVolumeClaim {
  const spec = withDataSources(claim.spec, old.spec);
  return keptGeneration(keptStatus(replaced(claim, "spec", spec), old), old);
}

/** @see pkg/registry/core/persistentvolumeclaim/strategy.go (1.36) */
export const persistentVolumeClaimStrategy: KindStrategy<PersistentVolumeClaim> = {
  defaults: persistentVolumeClaimDefaults,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate: updatedStatus,
  validate: validatePersistentVolumeClaim,
  validateUpdate: validatePersistentVolumeClaimUpdate,
  warnings: persistentVolumeClaimWarnings,
};
