import { filled, mapped, replaced, rewritten } from "../../defaulting.ts";
import type { KubeObject } from "../../object.ts";
import { podTemplateDefaults } from "../pod/defaults.ts";
import type { PodTemplateSpec } from "../pod/types.ts";

interface FailureRule {
  readonly onPodConditions?: readonly { readonly type: string; readonly status?: string }[];
}

interface WithFailurePolicy {
  readonly podFailurePolicy?: { readonly rules?: readonly FailureRule[] };
}

export interface JobSpec extends WithFailurePolicy {
  readonly parallelism?: number;
  readonly completions?: number;
  readonly backoffLimit?: number;
  readonly backoffLimitPerIndex?: number;
  readonly completionMode?: string;
  readonly suspend?: boolean;
  readonly manualSelector?: boolean;
  readonly podReplacementPolicy?: string;
  readonly template: PodTemplateSpec;
}

/** @see staging/src/k8s.io/api/batch/v1/types.go, `Job` (1.36) */
export interface Job extends KubeObject {
  readonly spec: JobSpec;
  readonly status?: object;
}

const MAX_INT32 = 2 ** 31 - 1;

/** A Job that says neither how many pods nor how many at a time is one of one pod. */
function countsDefaults(spec: JobSpec): JobSpec {
  const isOne = spec.completions === undefined && spec.parallelism === undefined;
  return filled(spec, isOne ? { completions: 1, parallelism: 1 } : { parallelism: 1 });
}

/** The defaults of a failure policy, which templates of Jobs have as well. */
export function failurePolicyDefaults<T extends WithFailurePolicy>(spec: T): T {
  return rewritten(spec, "podFailurePolicy", (policy) =>
    rewritten(policy, "rules", (rules) =>
      mapped(rules, (rule) =>
        rewritten(rule, "onPodConditions", (patterns) => mapped(patterns, (each) => filled(each, { status: "True" }))),
      ),
    ),
  );
}

function specDefaults(spec: JobSpec): JobSpec {
  const templated = rewritten(failurePolicyDefaults(countsDefaults(spec)), "template", podTemplateDefaults);
  return filled(templated, {
    backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : MAX_INT32,
    completionMode: "NonIndexed",
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: spec.podFailurePolicy === undefined ? "TerminatingOrFailed" : "Failed",
  });
}

/** A Job without labels has those of its pods. @see pkg/apis/batch/v1/defaults.go, `SetDefaults_Job` (1.36) */
export function jobDefaults(job: Job): Job {
  const spec = specDefaults(job.spec);
  const labels = job.spec.template?.metadata?.labels;
  const isLabelled = Object.keys(job.metadata.labels ?? {}).length > 0;
  const metadata = labels === undefined || isLabelled ? job.metadata : { ...job.metadata, labels };
  return replaced(replaced(job, "spec", spec), "metadata", metadata);
}
