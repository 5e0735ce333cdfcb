import type { FieldPath } from "../../../base/field-path.ts";
import type { FieldError } from "../../field-error.ts";
import { nameAdvice, nameIsSubdomain } from "../../names.ts";
import type { StrategyContext } from "../../strategy.ts";
import { child, fieldsFrom, optionalNumber, type Fields } from "../../validation/fields.ts";
import { validateMetadata, type MetadataRules } from "../../validation/metadata.ts";
import { validateNonNegative } from "../../validation/numbers.ts";
import { isUsableSelector, validateWorkloadSelector, validateWorkloadUpdate } from "../../validation/workload.ts";
import { podWarnings } from "../pod/warnings.ts";
import type { ReplicaSet } from "./types.ts";
import { validateReplicaTemplate } from "./validate-template.ts";

const RULES: MetadataRules = { namespaced: true, name: nameIsSubdomain };
const SPEC: FieldPath = ["spec"];

/** @see pkg/apis/apps/validation/validation.go, `ValidateReplicaSetSpec` (1.36) */
function validateSpec(spec: Fields): readonly FieldError[] {
  const selector = child(spec, "selector");
  return [
    ...validateNonNegative([...SPEC, "replicas"], optionalNumber(spec, "replicas")),
    ...validateNonNegative([...SPEC, "minReadySeconds"], optionalNumber(spec, "minReadySeconds")),
    ...validateWorkloadSelector([...SPEC, "selector"], selector),
    ...(isUsableSelector(selector) ? validateReplicaTemplate([...SPEC, "template"], spec) : []),
  ];
}

/** What is wrong with a new ReplicaSet, in upstream's order. */
export function validateReplicaSet(object: ReplicaSet, _context: StrategyContext): readonly FieldError[] {
  return [...validateMetadata(object.metadata, RULES), ...validateSpec(fieldsFrom(object.spec ?? {}))];
}

/** What is wrong with a change to a ReplicaSet: its selector stays. */
export function validateReplicaSetUpdate(
  object: ReplicaSet,
  old: ReplicaSet,
  _context: StrategyContext,
): readonly FieldError[] {
  return validateWorkloadUpdate(object, old, validateSpec);
}

/** What the server accepts and complains about: the template, and the name that is to begin those of pods. */
export function replicaSetWarnings(
  object: ReplicaSet,
  old: ReplicaSet | undefined,
  _context: StrategyContext,
): readonly string[] {
  if (old !== undefined && object.metadata.generation === old.metadata.generation) return [];
  const template = child(fieldsFrom(object.spec ?? {}), "template");
  return [
    ...(old === undefined ? nameAdvice(object.metadata.name ?? "", "this is used in Pod names and hostnames") : []),
    ...podWarnings([...SPEC, "template"], child(template, "metadata"), child(template, "spec") ?? {}),
  ];
}
