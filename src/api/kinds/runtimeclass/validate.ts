import type { FieldPath } from "../../../base/field-path.ts";
import { duplicate, type FieldError } from "../../field-error.ts";
import { nameIsLabel, nameIsSubdomain } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import { child, fieldsFrom, list, text, type Fields } from "../../validation/fields.ts";
import { printedStruct } from "../../validation/go-value.ts";
import { invalidEach, validateLabels } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";
import { validateImmutable } from "../../validation/numbers.ts";
import { TOLERATION } from "../pod/go-scheduling.ts";
import { validateOverhead } from "../pod/validate-resources.ts";
import { validateTolerations } from "../pod/validate-scheduling.ts";

/** @see staging/src/k8s.io/api/node/v1/types.go, `RuntimeClass` (1.36) */
export interface RuntimeClass extends KubeObject {
  readonly handler?: string;
}

const RULES: MetadataRules = { namespaced: false, name: nameIsSubdomain, finalizers: "qualified" };
const IDENTITY = ["key", "operator", "value", "effect"];

const identityOf = (toleration: Fields): string => JSON.stringify(IDENTITY.map((name) => text(toleration, name)));

/** Tolerations of a class are told apart. @see pkg/apis/node/validation/validation.go, `validateTolerations` (1.36) */
function validateScheduling(path: FieldPath, scheduling: Fields | undefined): readonly FieldError[] {
  const tolerations = list(scheduling, "tolerations");
  const at = [...path, "tolerations"];
  const identities = tolerations.map(identityOf);
  return [
    ...validateLabels([...path, "nodeSelector"], scheduling, "nodeSelector"),
    ...validateTolerations(at, tolerations),
    ...tolerations.flatMap((toleration, index) =>
      identities.indexOf(identities[index] ?? "") < index
        ? [duplicate([...at, index], printedStruct(toleration, TOLERATION))]
        : [],
    ),
  ];
}

/** What is wrong with a new RuntimeClass. @see `ValidateRuntimeClass` in the same file */
export function validateRuntimeClass(object: RuntimeClass): readonly FieldError[] {
  const fields = fieldsFrom(object);
  const handler = text(fields, "handler");
  const overhead = child(child(fields, "overhead"), "podFixed");
  return [
    ...validateMetadata(object.metadata, RULES),
    ...invalidEach(["handler"], handler, nameIsLabel(handler, false)),
    ...validateOverhead(["overhead"], overhead === undefined ? {} : { overhead }),
    ...validateScheduling(["scheduling"], child(fields, "scheduling")),
  ];
}

/** Its handler stays, and nothing else is looked at. */
export function validateRuntimeClassUpdate(object: RuntimeClass, old: RuntimeClass): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(object.metadata, old.metadata, RULES.finalizers),
    ...validateImmutable(["handler"], object.handler ?? "", old.handler ?? ""),
  ];
}
