import { filled, replaced, rewritten } from "../../defaulting.ts";
import type { KubeObject } from "../../object.ts";
import { failurePolicyDefaults, type JobSpec } from "../job/defaults.ts";
import { podTemplateDefaults } from "../pod/defaults.ts";

/** @see staging/src/k8s.io/api/batch/v1/types.go, `CronJob` (1.36) */
export interface CronJob extends KubeObject {
  readonly spec: {
    readonly schedule: string;
    readonly concurrencyPolicy?: string;
    readonly suspend?: boolean;
    readonly successfulJobsHistoryLimit?: number;
    readonly failedJobsHistoryLimit?: number;
    readonly jobTemplate: { readonly spec?: JobSpec };
  };
  readonly status?: object;
}

const SPEC_DEFAULTS: Partial<CronJob["spec"]> = {
  concurrencyPolicy: "Allow",
  suspend: false,
  successfulJobsHistoryLimit: 3,
  failedJobsHistoryLimit: 1,
};

/** The Jobs that it makes have defaults of their own. @see pkg/apis/batch/v1/defaults.go, `SetDefaults_CronJob` (1.36) */
export function cronJobDefaults(cronJob: CronJob): CronJob {
  const spec = rewritten(filled(cronJob.spec, SPEC_DEFAULTS), "jobTemplate", (template) =>
    rewritten(template, "spec", (job) => rewritten(failurePolicyDefaults(job), "template", podTemplateDefaults)),
  );
  return replaced(cronJob, "spec", spec);
}
