import { firstGeneration, updatedSpec, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { cronJobDefaults, type CronJob } from "./defaults.ts";
import { cronJobWarnings, validateCronJob, validateCronJobUpdate } from "./validate.ts";

/** @see pkg/registry/batch/cronjob/strategy.go (1.36) */
export const cronJobStrategy: KindStrategy<CronJob> = {
  defaults: cronJobDefaults,
  prepareForCreate: (cronJob) => firstGeneration(withStatus(cronJob, {})),
  prepareForUpdate: updatedSpec,
  validate: validateCronJob,
  validateUpdate: validateCronJobUpdate,
  warnings: cronJobWarnings,
};
