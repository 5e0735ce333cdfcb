import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { storageClassDefaults } from "./defaults.ts";
import type { StorageClass } from "./types.ts";
import { storageClassWarnings, validateStorageClass, validateStorageClassUpdate } from "./validate.ts";

/** @see pkg/registry/storage/storageclass/strategy.go (1.36) */
export const storageClassStrategy: KindStrategy<StorageClass> = {
  defaults: storageClassDefaults,
  prepareForCreate: (storageClass) => storageClass,
  prepareForUpdate: keptGeneration,
  validate: validateStorageClass,
  validateUpdate: validateStorageClassUpdate,
  warnings: storageClassWarnings,
};
