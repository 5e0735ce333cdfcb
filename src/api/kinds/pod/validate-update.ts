import type { FieldPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { forbiddenField, invalid, required, type FieldError } from "../../field-error.ts";
import { has, list, optionalNumber, text, type Fields } from "../../validation/fields.ts";
import { rangeFlaw } from "../../validation/formats.ts";
import { goStruct, printGo } from "../../validation/go-value.ts";
import { unifiedDiff } from "../../validation/line-diff.ts";
import { internalPodSpec, POD_SPEC } from "./go-pod.ts";
import { validateImageOfPod } from "./validate-containers.ts";
import { validateGatedChange, withNodesOfOld } from "./validate-gated.ts";
import { validateTolerations } from "./validate-scheduling.ts";

const SPEC: FieldPath = ["spec"];
const MAX_INT32 = 2 ** 31 - 1;

const MAY_CHANGE = [
  "`spec.containers[*].image`",
  "`spec.initContainers[*].image`",
  "`spec.activeDeadlineSeconds`",
  "`spec.tolerations` (only additions to existing tolerations)",
  "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
].join(",");

function hasSameCount(spec: Fields, old: Fields, name: string): boolean {
  return list(spec, name).length === list(old, name).length;
}

/** What is wrong with the image of a new pod is so once more of a changed one. @see `ValidateContainerUpdates` */
function validateNewImage(path: FieldPath, container: Fields): readonly FieldError[] {
  const missing = text(container, "image") === "" ? [required([...path, "image"])] : [];
  return [...missing, ...validateImageOfPod(path, container)];
}

function validateDeadlineChange(spec: Fields, old: Fields): readonly FieldError[] {
  const path = [...SPEC, "activeDeadlineSeconds"];
  const seconds = optionalNumber(spec, "activeDeadlineSeconds");
  const before = optionalNumber(old, "activeDeadlineSeconds");
  if (seconds === undefined)
    return before === undefined ? [] : [invalid(path, null, "must not update from a positive integer to nil value")];
  if (seconds < 0 || seconds > MAX_INT32) return [invalid(path, seconds, rangeFlaw(0, MAX_INT32))];
  if (before !== undefined && before < seconds)
    return [invalid(path, seconds, "must be less than or equal to previous value")];
  return [];
}

/** A toleration without how long it tolerates, which may change. */
function identity(toleration: Fields): Fields {
  const { tolerationSeconds: _seconds, ...rest } = toleration;
  return rest;
}

/** Tolerations may be added, and live longer or shorter. @see `validateOnlyAddedTolerations` */
function validateTolerationChange(spec: Fields, old: Fields): readonly FieldError[] {
  const path = [...SPEC, "tolerations"];
  const tolerations = list(spec, "tolerations");
  const isKept = (before: Fields): boolean => tolerations.some((each) => sameJson(identity(each), identity(before)));
  if (!list(old, "tolerations").every(isKept))
    return [forbiddenField(path, "existing toleration can not be modified except its tolerationSeconds")];
  return validateTolerations(path, tolerations);
}

/** Gates may only be taken away. One that is added twice is told where it comes last. @see `validateOnlyDeletedSchedulingGates` */
function validateGateChange(spec: Fields, old: Fields): readonly FieldError[] {
  const added = new Map(list(spec, "schedulingGates").map((gate, index) => [text(gate, "name"), index]));
  for (const gate of list(old, "schedulingGates")) added.delete(text(gate, "name"));
  return [...added].map(([name, index]) => {
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`;
    return forbiddenField([...SPEC, "schedulingGates", index, "name"], detail);
  });
}

function isGated(spec: Fields): boolean {
  return list(spec, "schedulingGates").length > 0;
}

function withImagesOf(containers: readonly Fields[], old: readonly Fields[]): readonly Fields[] {
  return containers.map((container, index) => ({ ...container, image: old[index]?.["image"] }));
}

/** The new spec with what may change put back. */
function munged(spec: Fields, old: Fields): Fields {
  const grace = optionalNumber(spec, "terminationGracePeriodSeconds");
  const before = optionalNumber(old, "terminationGracePeriodSeconds");
  const graceMended = before !== undefined && before < 0 && grace === 1;
  const result = {
    ...spec,
    containers: withImagesOf(list(spec, "containers"), list(old, "containers")),
    ...(has(spec, "initContainers")
      ? { initContainers: withImagesOf(list(spec, "initContainers"), list(old, "initContainers")) }
      : {}),
    activeDeadlineSeconds: old["activeDeadlineSeconds"],
    schedulingGates: old["schedulingGates"],
    tolerations: old["tolerations"],
    ...(graceMended ? { terminationGracePeriodSeconds: before } : {}),
  };
  return isGated(old) ? withNodesOfOld(result, old) : result;
}

function printed(spec: Fields): string {
  return printGo(goStruct(internalPodSpec(spec), POD_SPEC), "");
}

/** Absent and empty lists are one to upstream's comparison, as their print is not. */
function sameSpec(spec: Fields, old: Fields): boolean {
  return sameJson(withoutEmpty(spec), withoutEmpty(old));
}

function isEmpty(value: unknown): boolean {
  return value == null || (Array.isArray(value) && value.length === 0);
}

function withoutEmpty(spec: Fields): Fields {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => !isEmpty(value)));
}

/**
 * What a pod's spec may not turn into.
 * @see pkg/apis/core/validation/validation.go, `ValidatePodUpdate` (1.36)
 */
export function validatePodSpecChange(spec: Fields, old: Fields): readonly FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ["containers", "initContainers"]) {
    if (!hasSameCount(spec, old, name))
      return [...errors, forbiddenField([...SPEC, name], "pod updates may not add or remove containers")];
    for (const [index, container] of list(spec, name).entries())
      errors.push(...validateNewImage([...SPEC, name, index], container));
  }
  const deadline = validateDeadlineChange(spec, old);
  errors.push(...deadline);
  if (deadline.length > 0 && has(spec, "activeDeadlineSeconds")) return errors;
  errors.push(...validateTolerationChange(spec, old), ...validateGateChange(spec, old));
  if (sameSpec(spec, old)) return errors;
  if (isGated(old)) errors.push(...validateGatedChange(spec, old));
  const changed = munged(spec, old);
  if (sameSpec(changed, old)) return errors;
  const diff = unifiedDiff(printed(old), printed(changed));
  errors.push(forbiddenField(SPEC, `pod updates may not change fields other than ${MAY_CHANGE}\n${diff}`));
  return errors;
}
