import type { FieldError } from "../../field-error.ts";
import type { StrategyContext } from "../../strategy.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { nameIsSubdomain } from "../../names.ts";
import type { HorizontalPodAutoscaler } from "./defaults.ts";

/** What is wrong with a new HorizontalPodAutoscaler, in upstream's order. */
export function validateHorizontalPodAutoscaler(
  object: HorizontalPodAutoscaler,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadata(object.metadata, { namespaced: true, name: nameIsSubdomain });
}

/** What is wrong with a change to a HorizontalPodAutoscaler. */
export function validateHorizontalPodAutoscalerUpdate(
  object: HorizontalPodAutoscaler,
  old: HorizontalPodAutoscaler,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateMetadataUpdate(object.metadata, old.metadata);
}
