import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, type FieldError } from "../../field-error.ts";
import { nameIsSubdomain } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import { fieldsFrom, optionalNumber } from "../../validation/fields.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";
import { validateNonNegative } from "../../validation/numbers.ts";

/** @see staging/src/k8s.io/api/coordination/v1/types.go, `Lease` (1.36) */
export interface Lease extends KubeObject {
  readonly spec?: {
    readonly leaseDurationSeconds?: number;
    readonly leaseTransitions?: number;
    readonly strategy?: string;
    readonly preferredHolder?: string;
  };
}

const RULES: MetadataRules = { namespaced: true, name: nameIsSubdomain, finalizers: "qualified" };
const SPEC: FieldPath = ["spec"];

/** @see pkg/apis/coordination/validation/validation.go, `ValidateLeaseSpec` (1.36) */
function validateSpec({ spec = {} }: Lease): readonly FieldError[] {
  const seconds = optionalNumber(fieldsFrom(spec), "leaseDurationSeconds");
  return [
    ...(seconds === undefined || seconds > 0
      ? []
      : [invalid([...SPEC, "leaseDurationSeconds"], seconds, "must be greater than 0")]),
    ...validateNonNegative([...SPEC, "leaseTransitions"], optionalNumber(fieldsFrom(spec), "leaseTransitions")),
  ];
}

/** What is wrong with a new Lease, in upstream's order. */
export function validateLease(object: Lease): readonly FieldError[] {
  return [...validateMetadata(object.metadata, RULES), ...validateSpec(object)];
}

export function validateLeaseUpdate(object: Lease, old: Lease): readonly FieldError[] {
  return [...validateMetadataUpdate(object.metadata, old.metadata, RULES.finalizers), ...validateSpec(object)];
}
