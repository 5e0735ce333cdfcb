import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { byteLength } from "../../names.ts";
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
import { printedSelector } from "../../validation/go-value.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { validateNonNegative } from "../../validation/numbers.ts";
import { validateJobSpec } from "../job/validate.ts";
import { podWarnings, workloadNameWarnings } from "../pod/warnings.ts";
import type { CronJob } from "./defaults.ts";
import { scheduleFlaw } from "./schedule.ts";

const SPEC: FieldPath = ["spec"];
const POLICIES = ["Allow", "Forbid", "Replace"];
/** A Job's name has a moment behind it, and is to be a label. */
const MAX_NAME = 52;

const namesZone = (schedule: string): boolean => schedule.includes("TZ");

function validateSchedule(spec: Fields, old: Fields): readonly FieldError[] {
  const path = [...SPEC, "schedule"];
  const schedule = text(spec, "schedule");
  if (schedule === "") return [required(path)];
  const flaw = scheduleFlaw(schedule);
  const errors = flaw === undefined ? [] : [invalid(path, schedule, flaw)];
  if (!namesZone(schedule)) return errors;
  if (!namesZone(text(old, "schedule")))
    errors.push(invalid(path, schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"));
  else if (has(spec, "timeZone"))
    errors.push(invalid(path, schedule, "cannot use both timeZone field and TZ or CRON_TZ in schedule"));
  return errors;
}

const ZONE_PART = /^(?!\.{1,2}$|-)[A-Za-z.\-_0-9+]{1,14}$/;

function isKnownZone(zone: string): boolean {
  if (!zone.split("/").every((part) => ZONE_PART.test(part))) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** @see pkg/apis/batch/validation/validation.go, `validateTimeZone` (1.36); likewise those below */
function validateZone(spec: Fields, old: Fields): readonly FieldError[] {
  const path = [...SPEC, "timeZone"];
  const zone = optionalText(spec, "timeZone");
  if (zone === undefined || zone === optionalText(old, "timeZone")) return [];
  if (zone === "") return [invalid(path, zone, "timeZone must be nil or non-empty string")];
  if (zone === "Local")
    return [
      invalid(path, zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"),
    ];
  return isKnownZone(zone) ? [] : [invalid(path, zone, `unknown time zone ${zone}`)];
}

function validatePolicy(spec: Fields): readonly FieldError[] {
  const path = [...SPEC, "concurrencyPolicy"];
  const policy = optionalText(spec, "concurrencyPolicy") ?? "Allow";
  if (policy === "") return [required(path)];
  return POLICIES.includes(policy) ? [] : [notSupported(path, policy, POLICIES)];
}

/** Jobs of a template get their selectors when they are made. @see `ValidateJobTemplateSpec` in the same file */
function validateTemplate(spec: Fields): readonly FieldError[] {
  const path = [...SPEC, "jobTemplate", "spec"];
  const job = child(child(spec, "jobTemplate"), "spec") ?? {};
  const selector = child(job, "selector");
  const detail = "`selector` will be auto-generated";
  return [
    ...validateJobSpec(path, job),
    ...(selector === undefined ? [] : [invalid([...path, "selector"], printedSelector(selector), detail)]),
    ...(flag(job, "manualSelector") ? [notSupported([...path, "manualSelector"], true, ["nil", "false"])] : []),
  ];
}

/** @see `validateCronJobSpec` in the same file */
function validateSpec(spec: Fields, old: Fields): readonly FieldError[] {
  const count = (name: string): readonly FieldError[] =>
    validateNonNegative([...SPEC, name], optionalNumber(spec, name));
  return [
    ...validateSchedule(spec, old),
    ...count("startingDeadlineSeconds"),
    ...validateZone(spec, old),
    ...validatePolicy(spec),
    ...validateTemplate(spec),
    ...count("successfulJobsHistoryLimit"),
    ...count("failedJobsHistoryLimit"),
  ];
}

/** What is wrong with a new CronJob, in upstream's order. */
export function validateCronJob(object: CronJob): readonly FieldError[] {
  const name = object.metadata.name ?? "";
  const errors = [...validateMetadata(object.metadata), ...validateSpec(fieldsFrom(object.spec ?? {}), {})];
  if (byteLength(name) <= MAX_NAME) return errors;
  return [...errors, invalid(["metadata", "name"], name, `must be no more than ${MAX_NAME} characters`)];
}

export function validateCronJobUpdate(object: CronJob, old: CronJob): readonly FieldError[] {
  const errors = validateMetadataUpdate(object.metadata, old.metadata);
  if (object.spec === old.spec) return errors;
  return [...errors, ...validateSpec(fieldsFrom(object.spec ?? {}), fieldsFrom(old.spec ?? {}))];
}

const ZONE_WARNING =
  "CRON_TZ or TZ used in spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details";

/** @see pkg/registry/batch/cronjob/strategy.go, `WarningsOnCreate`, `WarningsOnUpdate` (1.36) */
export function cronJobWarnings(object: CronJob, old: CronJob | undefined): readonly string[] {
  if (old !== undefined && object.metadata.generation === old.metadata.generation) return [];
  const spec = fieldsFrom(object.spec ?? {});
  const template = child(child(child(spec, "jobTemplate"), "spec"), "template");
  const path = [...SPEC, "jobTemplate", "spec", "template"];
  return [
    ...(old === undefined ? workloadNameWarnings(object.metadata.name ?? "") : []),
    ...podWarnings(path, template),
    ...(namesZone(text(spec, "schedule")) ? [ZONE_WARNING] : []),
  ];
}
