import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import type { Event } from "./types.ts";
import { validateEvent, validateEventUpdate } from "./validate.ts";

/** Nothing has a default, and nothing is reset. @see pkg/registry (1.36) */
export const eventStrategy: KindStrategy<Event> = {
  defaults: (object) => object,
  prepareForCreate: (object) => object,
  prepareForUpdate: keptGeneration,
  validate: validateEvent,
  validateUpdate: validateEventUpdate,
};
