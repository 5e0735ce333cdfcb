import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import type { VolumeAttributesClass } from "./types.ts";
import { validateVolumeAttributesClass, validateVolumeAttributesClassUpdate } from "./validate.ts";

/** Nothing has a default, and nothing is reset. @see pkg/registry/storage/volumeattributesclass/strategy.go (1.36) */
export const volumeAttributesClassStrategy: KindStrategy<VolumeAttributesClass> = {
  defaults: (attributesClass) => attributesClass,
  prepareForCreate: (attributesClass) => attributesClass,
  prepareForUpdate: keptGeneration,
  validate: validateVolumeAttributesClass,
  validateUpdate: validateVolumeAttributesClassUpdate,
};
