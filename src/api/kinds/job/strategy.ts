import { replaced, rewritten } from "../../defaulting.ts";
import { firstGeneration, updatedSpec, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { allowedTemplate } from "../pod/template-strategy.ts";
import { jobDefaults, type Job } from "./defaults.ts";
import { jobWarnings, validateJob, validateJobUpdate } from "./validate.ts";

function withoutDisabled(job: Job): Job {
  return replaced(job, "spec", rewritten(job.spec, "template", allowedTemplate));
}

/** Jobs do not run here, so that they get no selector of the server's. @see pkg/registry/batch/job/strategy.go (1.36) */
export const jobStrategy: KindStrategy<Job> = {
  defaults: jobDefaults,
  prepareForCreate: (job) => firstGeneration(withStatus(withoutDisabled(job), {})),
  prepareForUpdate: (job, old) => updatedSpec(withoutDisabled(job), old),
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  warnings: jobWarnings,
};
