import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, notSupported, required, tooLong, type FieldError } from "../../field-error.ts";
import { labelFlaws } from "../../names.ts";
import {
  child,
  fieldsFrom,
  flag,
  has,
  optionalNumber,
  optionalText,
  text,
  type Fields,
} from "../../validation/fields.ts";
import { validateDomainPath } from "../../validation/domain-path.ts";
import { printedSelector } from "../../validation/go-value.ts";
import { validateLabelSelector } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { validateImmutable, validateNonNegative } from "../../validation/numbers.ts";
import { validatePodTemplate, validateTemplateLabels } from "../pod/validate-template.ts";
import type { Job } from "./defaults.ts";
import { validateIndexed } from "./validate-indexed.ts";
import { validateTemplateChange } from "./validate-template.ts";
import { validateFailurePolicy, validateReplacementPolicy, validateSuccessPolicy } from "./validate-policies.ts";

const SPEC: FieldPath = ["spec"];
const RESTART_POLICIES = ["OnFailure", "Never"];
const MODES = ["NonIndexed", "Indexed"];
const MAX_MANAGER = 63;
const COUNTS = [
  "parallelism",
  "completions",
  "activeDeadlineSeconds",
  "backoffLimit",
  "ttlSecondsAfterFinished",
  "backoffLimitPerIndex",
  "maxFailedIndexes",
];

function validateCounts(path: FieldPath, spec: Fields): readonly FieldError[] {
  const errors = COUNTS.flatMap((name) => [...validateNonNegative([...path, name], optionalNumber(spec, name))]);
  const needsLimit = has(spec, "maxFailedIndexes") && !has(spec, "backoffLimitPerIndex");
  return needsLimit
    ? [...errors, required([...path, "backoffLimitPerIndex"], "when maxFailedIndexes is specified")]
    : errors;
}

function validateManager(path: FieldPath, spec: Fields): readonly FieldError[] {
  const manager = optionalText(spec, "managedBy");
  if (manager === undefined) return [];
  return [...validateDomainPath(path, manager), ...(manager.length > MAX_MANAGER ? [tooLong(path, MAX_MANAGER)] : [])];
}

function validateRestartPolicy(path: FieldPath, spec: Fields): readonly FieldError[] {
  const policy = text(child(child(spec, "template"), "spec"), "restartPolicy");
  if (policy === "Always" || policy === "") return [required(path, 'valid values: "OnFailure", "Never"')];
  if (!RESTART_POLICIES.includes(policy)) return [notSupported(path, policy, RESTART_POLICIES)];
  if (!has(spec, "podFailurePolicy") || policy === "Never") return [];
  return [invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified')];
}

/**
 * The spec of a Job or of a template of Jobs, without its selector.
 * @see pkg/apis/batch/validation/validation.go, `validateJobSpec` (1.36)
 */
export function validateJobSpec(path: FieldPath, spec: Fields): readonly FieldError[] {
  const mode = optionalText(spec, "completionMode");
  const template = [...path, "template"];
  return [
    ...validateCounts(path, spec),
    ...validateManager([...path, "managedBy"], spec),
    ...(mode === undefined || MODES.includes(mode) ? [] : [notSupported([...path, "completionMode"], mode, MODES)]),
    ...validateIndexed(path, spec),
    ...validateFailurePolicy([...path, "podFailurePolicy"], spec),
    ...validateSuccessPolicy([...path, "successPolicy"], spec),
    ...validateReplacementPolicy([...path, "podReplacementPolicy"], spec),
    ...validatePodTemplate(template, child(spec, "template") ?? {}),
    ...validateRestartPolicy([...template, "spec", "restartPolicy"], spec),
  ];
}

/** The server makes the selector of a Job that does not ask for its own. */
function validateSelector(spec: Fields): readonly FieldError[] {
  const selector = child(spec, "selector");
  const path = [...SPEC, "selector"];
  if (!flag(spec, "manualSelector")) {
    const isOwn = selector === undefined || isGenerated(selector);
    return isOwn ? [] : [invalid(path, printedSelector(selector), "`selector` not auto-generated")];
  }
  if (selector === undefined) return [required(path)];
  const errors = validateLabelSelector(path, selector);
  return errors.length > 0
    ? errors
    : validateTemplateLabels([...SPEC, "template"], child(spec, "template") ?? {}, selector);
}

const GENERATED = ["batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name", "controller-uid", "job-name"];

/** Whether a selector is of labels that the server gives alone. */
function isGenerated(selector: Fields): boolean {
  return Object.keys(child(selector, "matchLabels") ?? {}).every((key) => GENERATED.includes(key));
}

/** The pods of an indexed Job are called by its name and their index. */
function validateHostnames(name: string, spec: Fields): readonly FieldError[] {
  const completions = optionalNumber(spec, "completions") ?? 0;
  if (optionalText(spec, "completionMode") !== "Indexed" || completions <= 0) return [];
  const last = `${name}-${completions - 1}`;
  if (labelFlaws(last).length === 0) return [];
  return [invalid(["metadata", "name"], name, `will not able to create pod with invalid DNS label: ${last}`)];
}

/** What is wrong with a new Job, in upstream's order. */
export function validateJob(object: Job): readonly FieldError[] {
  const spec = fieldsFrom(object.spec ?? {});
  return [
    ...validateMetadata(object.metadata),
    ...validateJobSpec(SPEC, spec),
    ...validateSelector(spec),
    ...validateHostnames(object.metadata.name ?? "", spec),
  ];
}

const FIXED = ["completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"];

/** An indexed Job may have more or fewer completions, if as many are to run at a time. */
function validateCompletions(spec: Fields, old: Fields): readonly FieldError[] {
  const path = [...SPEC, "completions"];
  const [count, before] = [optionalNumber(spec, "completions"), optionalNumber(old, "completions")];
  if (optionalText(spec, "completionMode") !== "Indexed") return validateImmutable(path, count, before);
  if (count === undefined || count === before || count === optionalNumber(spec, "parallelism")) return [];
  return [invalid(path, count, "can only be modified in tandem with spec.parallelism")];
}

/** @see `ValidateJobUpdate` in the same file */
export function validateJobUpdate(object: Job, old: Job): readonly FieldError[] {
  const errors = validateMetadataUpdate(object.metadata, old.metadata);
  if (object.spec === old.spec) return errors;
  const [spec, before] = [fieldsFrom(object.spec ?? {}), fieldsFrom(old.spec ?? {})];
  return [
    ...errors,
    ...validateJobSpec(SPEC, spec),
    ...validateSelector(spec),
    ...validateCompletions(spec, before),
    ...validateTemplateChange(spec, before),
    ...FIXED.flatMap((name) => [...validateImmutable([...SPEC, name], spec[name], before[name])]),
  ];
}
