import { withAllowedTemplate } from "../pod/template-strategy.ts";
import { firstGeneration, updatedSpec, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { workloadWarnings } from "../pod/warnings.ts";
import { jobDefaults, type Job } from "./defaults.ts";
import { validateJob, validateJobUpdate } from "./validate.ts";

/** Jobs do not run here, so that they get no selector of the server's. @see pkg/registry/batch/job/strategy.go (1.36) */
export const jobStrategy: KindStrategy<Job> = {
  defaults: jobDefaults,
  prepareForCreate: (job) => firstGeneration(withStatus(withAllowedTemplate(job), {})),
  prepareForUpdate: (job, old) => updatedSpec(withAllowedTemplate(job), old),
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  warnings: workloadWarnings,
};
