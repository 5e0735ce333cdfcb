import type { FieldPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { duplicate, invalid, required, tooLong, type FieldError } from "../../field-error.ts";
import { byteLength, nameIsSubdomain, qualifiedNameFlaws } from "../../names.ts";
import { fieldsFrom, list, optionalText, text, textMap, texts, type Fields } from "../../validation/fields.ts";
import { validateChoice } from "../../validation/formats.ts";
import { invalidEach, validateQualifiedName } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";
import { nodeLabelWarning } from "../../validation/node-labels.ts";
import { validateImmutable } from "../../validation/numbers.ts";
import type { StorageClass } from "./types.ts";

const RULES: MetadataRules = { namespaced: false, name: nameIsSubdomain };
const RECLAIM_POLICIES = ["Delete", "Retain"];
const BINDING_MODES = ["Immediate", "WaitForFirstConsumer"];
const MAX_PARAMETERS = 512;
const MAX_PARAMETER_BYTES = 256 * 1024;

/** Who makes volumes or changes them: a qualified name in any case. */
export function validateProvisioner(path: FieldPath, provisioner: string): readonly FieldError[] {
  if (provisioner === "") return [required(path)];
  return invalidEach(path, provisioner, qualifiedNameFlaws(provisioner.toLowerCase()));
}

/** What a class tells its provisioner. */
export function validateParameters(fields: Fields): readonly FieldError[] {
  const path: FieldPath = ["parameters"];
  const parameters = textMap(fields, "parameters");
  if (parameters.length > MAX_PARAMETERS) return [tooLong(path, MAX_PARAMETERS)];
  const errors: FieldError[] = parameters
    .filter(([key]) => key === "")
    .map(() => invalid(path, "", "field can not be empty."));
  const size = parameters.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  if (size > MAX_PARAMETER_BYTES) errors.push(tooLong(path, MAX_PARAMETER_BYTES));
  return errors;
}

/** An empty one is none that could be wrong. */
function validateReclaimPolicy(policy: string): readonly FieldError[] {
  return policy === "" ? [] : validateChoice(["reclaimPolicy"], policy, RECLAIM_POLICIES);
}

function validateExpression(path: FieldPath, expression: Fields): readonly FieldError[] {
  const values = texts(expression, "values");
  return [
    ...(values.length === 0 ? [required([...path, "values"])] : []),
    ...values.flatMap((value, index) =>
      values.indexOf(value) < index ? [duplicate([...path, "values", index], value)] : [],
    ),
    ...validateQualifiedName([...path, "key"], text(expression, "key")),
  ];
}

/** A term as a set of keys with sets of values, to tell whether two terms say the same. */
function termIdentity(term: Fields): Fields {
  const expressions = list(term, "matchLabelExpressions");
  return Object.fromEntries(
    expressions.map((expression) => [text(expression, "key"), [...new Set(texts(expression, "values"))].sort()]),
  );
}

function validateTopologies(fields: Fields): readonly FieldError[] {
  const terms = list(fields, "allowedTopologies");
  return terms.flatMap((term, index) => {
    const path: FieldPath = ["allowedTopologies", index, "matchLabelExpressions"];
    const expressions = list(term, "matchLabelExpressions");
    const keys = expressions.map((expression) => text(expression, "key"));
    const errors = expressions.flatMap((expression, place) => [
      ...validateExpression([...path, place], expression),
      ...(keys.indexOf(keys[place] ?? "") < place ? [duplicate([...path, place, "key"], keys[place])] : []),
    ]);
    const identity = termIdentity(term);
    if (terms.slice(0, index).some((other) => sameJson(termIdentity(other), identity)))
      errors.push(duplicate(path, ""));
    return errors;
  });
}

/**
 * What is wrong with a new StorageClass.
 * @see pkg/apis/storage/validation/validation.go, `ValidateStorageClass` (1.36)
 */
export function validateStorageClass(object: StorageClass): readonly FieldError[] {
  const fields = fieldsFrom(object);
  return [
    ...validateMetadata(object.metadata, RULES),
    ...validateProvisioner(["provisioner"], text(fields, "provisioner")),
    ...validateParameters(fields),
    ...validateReclaimPolicy(text(fields, "reclaimPolicy")),
    ...validateChoice(["volumeBindingMode"], optionalText(fields, "volumeBindingMode"), BINDING_MODES),
    ...validateTopologies(fields),
  ];
}

/** @see `ValidateStorageClassUpdate` in the same file; the strategy validates the new class, too */
export function validateStorageClassUpdate(object: StorageClass, old: StorageClass): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(object.metadata, old.metadata),
    ...validateStorageClass(object),
    ...validateImmutable(["parameters"], object.parameters ?? null, old.parameters ?? null),
    ...validateImmutable(["provisioner"], object.provisioner, old.provisioner),
    ...validateImmutable(["reclaimPolicy"], object.reclaimPolicy, old.reclaimPolicy),
    ...validateImmutable(["volumeBindingMode"], object.volumeBindingMode, old.volumeBindingMode),
  ];
}

/** @see pkg/api/storage/util.go, `GetWarningsForStorageClass` (1.36) */
export function storageClassWarnings(object: StorageClass): readonly string[] {
  return list(fieldsFrom(object), "allowedTopologies").flatMap((term, index) =>
    list(term, "matchLabelExpressions").flatMap((expression, place) => {
      const warning = nodeLabelWarning(text(expression, "key"));
      const path = `allowedTopologies[${index}].matchLabelExpressions[${place}].key`;
      return warning === undefined ? [] : [`${path}: ${warning}`];
    }),
  );
}
