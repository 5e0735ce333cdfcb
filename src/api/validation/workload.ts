import type { FieldPath } from "../../base/field-path.ts";
import { invalid, required, type FieldError } from "../field-error.ts";
import type { KubeObject } from "../object.ts";
import type { KindStrategy } from "../strategy.ts";
import { child, fieldsFrom, type Fields } from "./fields.ts";
import { printedSelector, type GoStruct } from "./go-value.ts";
import { isEmptySelector, validateLabelSelector } from "./labels.ts";
import { validateMetadata, validateMetadataUpdate } from "./metadata.ts";
import { validateImmutable } from "./numbers.ts";

/**
 * The selector of a Deployment or ReplicaSet.
 * @see pkg/apis/apps/validation/validation.go, `ValidateDeploymentSpec`, `ValidateReplicaSetSpec` (1.36)
 */
export function validateWorkloadSelector(path: FieldPath, selector: Fields | undefined): readonly FieldError[] {
  if (selector === undefined) return [required(path)];
  const errors = [...validateLabelSelector(path, selector)];
  const isBroken = errors.length > 0;
  if (isEmptySelector(selector))
    errors.push(invalid(path, printedSelector(selector), "empty selector is invalid for deployment"));
  if (isBroken) errors.push(invalid(path, printedSelector(selector), "invalid label selector"));
  return errors;
}

/** Whether a selector can be used at all: an absent one can, and matches nothing. */
export function isUsableSelector(selector: Fields | undefined): boolean {
  return validateLabelSelector([], selector).length === 0;
}

/** A workload as this file looks at it. */
interface Workload extends KubeObject {
  readonly spec: object;
}

/**
 * What is wrong with a change to a workload whose selector stays, in upstream's order; `validateSpec` judges the new spec.
 * @see pkg/apis/apps/validation/validation.go, `ValidateDeploymentUpdate`, `ValidateReplicaSetUpdate`,
 *   `ValidateDaemonSetUpdate`; pkg/registry/apps, their strategies' `ValidateUpdate` (1.36)
 */
function validateUpdate(
  object: Workload,
  old: Workload,
  validateSpec: (spec: Fields) => readonly FieldError[],
): readonly FieldError[] {
  const errors = validateMetadataUpdate(object.metadata, old.metadata);
  if (object.spec === old.spec) return errors;
  const spec = fieldsFrom(object.spec ?? {});
  const selector = child(spec, "selector");
  const frozen = validateImmutable(["spec", "selector"], selector, child(fieldsFrom(old.spec ?? {}), "selector"));
  return [
    ...errors,
    ...validateSpec(spec),
    ...frozen.map((error) => (selector === undefined ? error : { ...error, value: printedSelector(selector) })),
  ];
}

/** How a workload is judged whose selector stays, by what judges its spec. */
export function workloadValidation(
  validateSpec: (spec: Fields) => readonly FieldError[],
): Pick<KindStrategy<Workload>, "validate" | "validateUpdate"> {
  return {
    validate: ({ metadata, spec }) => [...validateMetadata(metadata), ...validateSpec(fieldsFrom(spec ?? {}))],
    validateUpdate: (object, old) => validateUpdate(object, old, validateSpec),
  };
}

/** The update strategy of a workload that may have more pods, or fewer, while it rolls out. */
export const ROLLING_STRATEGY: GoStruct = [
  ["Type", "text"],
  [
    "RollingUpdate",
    {
      pointerTo: [
        ["MaxUnavailable", "intOrPercent"],
        ["MaxSurge", "intOrPercent"],
      ],
    },
  ],
];
