import type { FieldPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { forbiddenField, invalid, type FieldError } from "../../field-error.ts";
import { child, fieldsFrom, has, optionalText, text, type Fields } from "../../validation/fields.ts";
import { goStruct, printGo } from "../../validation/go-value.ts";
import { unifiedDiff } from "../../validation/line-diff.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { validateImmutable } from "../../validation/numbers.ts";
import { amounts, compareAmounts } from "../../validation/resources.ts";
import { CLAIM_SPEC } from "./go-claim.ts";
import { CLASS_ANNOTATION, type PersistentVolumeClaim } from "./types.ts";
import { validateClaimSpec } from "./validate-spec.ts";
import { claimSpecWarnings } from "./warnings.ts";

const SPEC: FieldPath = ["spec"];

/** What is wrong with a new claim, in upstream's order. */
export function validatePersistentVolumeClaim(object: PersistentVolumeClaim): readonly FieldError[] {
  return [...validateMetadata(object.metadata), ...validateClaimSpec(SPEC, fieldsFrom(object.spec ?? {}))];
}

function classAnnotation(object: PersistentVolumeClaim): string | undefined {
  return optionalText(fieldsFrom(object.metadata.annotations ?? {}), CLASS_ANNOTATION);
}

/** Whether the class moves from the old annotation to the field. @see `validateStorageClassUpgradeFromAnnotation` */
function movesFromAnnotation(object: PersistentVolumeClaim, old: PersistentVolumeClaim): boolean {
  const before = classAnnotation(old);
  return (
    before !== undefined &&
    !has(fieldsFrom(old.spec), "storageClassName") &&
    object.spec.storageClassName === before &&
    (classAnnotation(object) ?? before) === before
  );
}

/** Whether a claim that waited for a default class gets one. @see `validateStorageClassUpgradeFromNil` */
function getsFirstClass(object: PersistentVolumeClaim, old: PersistentVolumeClaim): boolean {
  const before = classAnnotation(old);
  const name = optionalText(fieldsFrom(object.spec), "storageClassName");
  if (name === undefined || has(fieldsFrom(old.spec), "storageClassName")) return false;
  return before === undefined || name === before;
}

const storageOf = (spec: Fields): string | undefined =>
  new Map(amounts(child(spec, "resources"), "requests")).get("storage");

/** The specs to compare: without what may change once, and without what may change while the claim is bound. */
function compared(object: PersistentVolumeClaim, old: PersistentVolumeClaim): readonly [spec: Fields, old: Fields] {
  const spec = fieldsFrom(object.spec);
  const before = fieldsFrom(old.spec);
  const resources = child(spec, "resources");
  const requests = child(resources, "requests");
  const isBound = object.status?.phase === "Bound";
  const mayNameClass = movesFromAnnotation(object, old) || getsFirstClass(object, old);
  const isSized = isBound && has(resources, "requests");
  const sized = isSized ? { resources: { ...resources, requests: { ...requests, storage: storageOf(before) } } } : {};
  const changed = {
    ...spec,
    ...sized,
    ...(isBound ? { volumeAttributesClassName: before["volumeAttributesClassName"] } : {}),
    ...(mayNameClass ? { storageClassName: before["storageClassName"] } : {}),
  };
  return [changed, text(before, "volumeName") === "" ? { ...before, volumeName: spec["volumeName"] } : before];
}

function validateSpecChange(object: PersistentVolumeClaim, old: PersistentVolumeClaim): readonly FieldError[] {
  const [changed, before] = compared(object, old);
  const [right, left] = [changed, before].map((spec) => goStruct(spec, CLAIM_SPEC));
  const [after, was] = [printGo(right, ""), printGo(left, "")];
  if (after === was) return [];
  const detail =
    "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";
  return [forbiddenField(SPEC, `${detail}\n${unifiedDiff(was, after)}`)];
}

function validateSizeChange(object: PersistentVolumeClaim, old: PersistentVolumeClaim): readonly FieldError[] {
  const size = storageOf(fieldsFrom(object.spec)) ?? "0";
  if (compareAmounts(size, storageOf(fieldsFrom(old.spec)) ?? "0") >= 0) return [];
  const capacity = new Map(amounts(fieldsFrom(old.status ?? {}), "capacity")).get("storage") ?? "0";
  if (compareAmounts(size, capacity) > 0) return [];
  return [forbiddenField([...SPEC, "resources", "requests", "storage"], "field can not be less than status.capacity")];
}

/** Attributes that a volume has got cannot be taken off again, those that it only waits for can. */
function validateAttributesChange(object: PersistentVolumeClaim, old: PersistentVolumeClaim): readonly FieldError[] {
  const after = object.spec.volumeAttributesClassName ?? "";
  const isApplied = has(fieldsFrom(old.status ?? {}), "currentVolumeAttributesClassName");
  if (!isApplied || after !== "" || object.spec.volumeAttributesClassName === old.spec.volumeAttributesClassName)
    return [];
  const what = object.spec.volumeAttributesClassName === undefined ? "nil" : "empty string";
  const detail = `update to ${what} is forbidden when status.currentVolumeAttributesClassName is not nil`;
  return [forbiddenField([...SPEC, "volumeAttributesClassName"], detail)];
}

/** The groups of sources are not looked at where a claim had one before. @see `allowInvalidAPIGroupInDataSourceOrRef` */
function validateNewSpec(object: PersistentVolumeClaim, old: PersistentVolumeClaim): readonly FieldError[] {
  const errors = validatePersistentVolumeClaim(object);
  const before = fieldsFrom(old.spec);
  const hadGroup = ["dataSource", "dataSourceRef"].some((name) => has(child(before, name), "apiGroup"));
  return hadGroup ? errors.filter(({ path }) => path.at(-1) !== "apiGroup") : errors;
}

/**
 * What is wrong with a change to a claim. Whether a bound claim may grow is up to its class, which admission looks at.
 * @see pkg/apis/core/validation/validation.go, `ValidatePersistentVolumeClaimUpdate` (1.36)
 */
export function validatePersistentVolumeClaimUpdate(
  object: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
): readonly FieldError[] {
  const errors = [...validateMetadataUpdate(object.metadata, old.metadata)];
  if (object.spec !== old.spec) errors.push(...validateNewSpec(object, old));
  if (!movesFromAnnotation(object, old) && classAnnotation(object) !== classAnnotation(old))
    errors.push(
      invalid(["metadata", "annotations", CLASS_ANNOTATION], classAnnotation(object) ?? "", "field is immutable"),
    );
  if (sameJson(object.spec, old.spec)) return errors;
  return [
    ...errors,
    ...validateSpecChange(object, old),
    ...validateSizeChange(object, old),
    ...validateImmutable(["volumeMode"], object.spec.volumeMode, old.spec.volumeMode),
    ...validateAttributesChange(object, old),
  ];
}

const CLASS_WARNING = 'deprecated since v1.8; use "storageClassName" attribute instead';

/** @see pkg/api/persistentvolumeclaim/util.go, `GetWarningsForPersistentVolumeClaim` (1.36) */
export function persistentVolumeClaimWarnings(object: PersistentVolumeClaim): readonly string[] {
  const annotated =
    classAnnotation(object) === undefined ? [] : [`metadata.annotations[${CLASS_ANNOTATION}]: ${CLASS_WARNING}`];
  return [...annotated, ...claimSpecWarnings(SPEC, fieldsFrom(object.spec ?? {}))];
}
