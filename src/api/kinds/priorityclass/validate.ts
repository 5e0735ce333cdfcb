import { forbiddenField, notSupported, required, type FieldError } from "../../field-error.ts";
import { nameIsSubdomain } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import { fieldsFrom, number, optionalText } from "../../validation/fields.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";
import { validateImmutable } from "../../validation/numbers.ts";

/** @see staging/src/k8s.io/api/scheduling/v1/types.go, `PriorityClass` (1.36) */
export interface PriorityClass extends KubeObject {
  readonly value?: number;
  readonly globalDefault?: boolean;
  readonly preemptionPolicy?: string;
}

const RULES: MetadataRules = { namespaced: false, name: nameIsSubdomain };
const HIGHEST = 1_000_000_000;
const POLICIES = ["PreemptLowerPriority", "Never"];
const SYSTEM: ReadonlyMap<string, number> = new Map([
  ["system-node-critical", 2_000_001_000],
  ["system-cluster-critical", 2_000_000_000],
]);

/** @see pkg/apis/scheduling/v1/helpers.go, `IsKnownSystemPriorityClass` (1.36) */
function systemFlaw({ metadata: { name }, value = 0, globalDefault = false }: PriorityClass): string | undefined {
  const known = SYSTEM.get(name);
  if (known === undefined) return `${name} is not a known system priority class`;
  if (known !== value) return `value of ${name} PriorityClass must be ${known}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}

function validateValue(object: PriorityClass): readonly FieldError[] {
  if (!(object.metadata.name ?? "").startsWith("system-")) {
    if (number(fieldsFrom(object), "value") <= HIGHEST) return [];
    return [forbiddenField(["value"], `maximum allowed value of a user defined priority is ${HIGHEST}`)];
  }
  const flaw = systemFlaw(object);
  if (flaw === undefined) return [];
  const reserved = "priority class names with 'system-' prefix are reserved for system use only";
  return [forbiddenField(["metadata", "name"], `${reserved}. error: ${flaw}`)];
}

function validatePreemption(object: PriorityClass): readonly FieldError[] {
  const policy = optionalText(fieldsFrom(object), "preemptionPolicy");
  if (policy === undefined || POLICIES.includes(policy)) return [];
  return [policy === "" ? required(["preemptionPolicy"]) : notSupported(["preemptionPolicy"], policy, POLICIES)];
}

/** @see pkg/apis/scheduling/validation/validation.go, `ValidatePriorityClass` (1.36) */
export function validatePriorityClass(object: PriorityClass): readonly FieldError[] {
  return [...validateMetadata(object.metadata, RULES), ...validateValue(object), ...validatePreemption(object)];
}

/** @see `ValidatePriorityClassUpdate` in the same file */
export function validatePriorityClassUpdate(object: PriorityClass, old: PriorityClass): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(object.metadata, old.metadata),
    ...(object.value === old.value ? [] : [forbiddenField(["value"], "may not be changed in an update.")]),
    ...validateImmutable(["preemptionPolicy"], object.preemptionPolicy, old.preemptionPolicy),
  ];
}
