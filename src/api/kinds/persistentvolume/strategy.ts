import { keptGeneration, keptStatus, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { persistentVolumeDefaults } from "./defaults.ts";
import type { PersistentVolume } from "./types.ts";
import { persistentVolumeWarnings, validatePersistentVolume, validatePersistentVolumeUpdate } from "./validate.ts";

/** @see pkg/registry/core/persistentvolume/strategy.go (1.36) */
export const persistentVolumeStrategy: KindStrategy<PersistentVolume> = {
  defaults: persistentVolumeDefaults,
  prepareForCreate: (volume) => withStatus(volume, { phase: "Pending" }),
  prepareForUpdate: (volume, old) => keptGeneration(keptStatus(volume, old), old),
  prepareForStatusUpdate: updatedStatus,
  validate: validatePersistentVolume,
  validateUpdate: validatePersistentVolumeUpdate,
  warnings: persistentVolumeWarnings,
};
