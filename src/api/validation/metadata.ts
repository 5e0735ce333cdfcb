import type { FieldPath } from "../../base/field-path.ts";
import { goText } from "../../base/go-text.ts";
import { sameJson } from "../../base/json.ts";
import { forbiddenField, invalid, required, tooLong, type FieldError } from "../field-error.ts";
import { byteLength, nameIsLabel, nameIsSubdomain, qualifiedNameFlaws, type NameRule } from "../names.ts";
import type { ObjectMeta, OwnerReference } from "../object.ts";
import { child, fieldsFrom, textMap, type Fields } from "./fields.ts";
import { goOrdered } from "./go-value.ts";
import { invalidEach, validateLabels, validateQualifiedName } from "./labels.ts";
import { createFineParts } from "./of-field.ts";

/** What validation of metadata depends on. */
export interface MetadataRules {
  readonly namespaced: boolean;
  readonly name: NameRule;
  readonly finalizers?: FinalizerRule;
}

/** Any qualified name for kinds whose own code looks at no finalizers, `known` ones or such with a domain for most. */
export type FinalizerRule = "qualified" | "known";

/** Those of most kinds. */
const NAMESPACED: MetadataRules = { namespaced: true, name: nameIsSubdomain };

const METADATA: FieldPath = ["metadata"];
const MAX_ANNOTATION_BYTES = 256 * 1024;
const fineAnnotations = createFineParts();

/**
 * Annotations: keys are qualified names in any case, and all together fit in 256 KiB.
 * @see staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go, `ValidateAnnotations` (1.36); likewise below
 */
export function validateAnnotations(path: FieldPath, owner: Fields | undefined): readonly FieldError[] {
  const annotations = child(owner, "annotations");
  if (annotations === undefined || fineAnnotations.isFine(annotations)) return [];
  const entries = textMap(owner, "annotations");
  const errors = entries.flatMap(([key]) => [...invalidEach(path, key, qualifiedNameFlaws(key.toLowerCase()))]);
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  if (size > MAX_ANNOTATION_BYTES) errors.push(tooLong(path, MAX_ANNOTATION_BYTES));
  return fineAnnotations.found(annotations, errors);
}

function ownerPrinted(reference: OwnerReference): ReturnType<typeof goOrdered> {
  const { apiVersion, kind, name, uid, controller, blockOwnerDeletion } = reference;
  const optional = Object.entries({ controller, blockOwnerDeletion }).filter(([, value]) => value !== undefined);
  return goOrdered([["apiVersion", apiVersion], ["kind", kind], ["name", name], ["uid", uid], ...optional]);
}

/** "" of what is no apiVersion. @see staging/src/k8s.io/apimachinery/pkg/runtime/schema/group_version.go, `ParseGroupVersion` (1.36) */
function versionOf(apiVersion: string): string {
  const parts = apiVersion.split("/");
  return parts.length > 2 ? "" : (parts.at(-1) ?? "");
}

function validateOwner(path: FieldPath, owner: OwnerReference): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (versionOf(owner.apiVersion ?? "") === "")
    errors.push(invalid([...path, "apiVersion"], owner.apiVersion ?? "", "version must not be empty"));
  for (const name of ["kind", "name", "uid"] as const)
    if ((owner[name] ?? "") === "") errors.push(invalid([...path, name], "", "must not be empty"));
  if (owner.apiVersion === "v1" && owner.kind === "Event")
    errors.push(invalid(path, ownerPrinted(owner), "/v1, Kind=Event is disallowed from being an owner"));
  return errors;
}

function validateOwners(path: FieldPath, owners: readonly OwnerReference[]): readonly FieldError[] {
  const errors: FieldError[] = [];
  let first: OwnerReference | undefined;
  for (const owner of owners) {
    errors.push(...validateOwner(path, owner));
    if (owner.controller !== true) continue;
    if (first === undefined) first = owner;
    else {
      const printed = { printed: `[${owners.map((each) => ownerPrinted(each).printed).join(",")}]` };
      const pair = `${first.kind}/${first.name} and ${owner.kind}/${owner.name}`;
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${pair}`;
      errors.push(invalid(path, printed, detail));
    }
  }
  return errors;
}

const STANDARD_FINALIZERS: ReadonlySet<string> = new Set(["kubernetes", "orphan", "foregroundDeletion"]);

/** The names of finalizers: qualified, or one of those that the API itself knows. */
export function finalizerFlaws(name: string): readonly string[] {
  if (name.includes("/") || STANDARD_FINALIZERS.has(name)) return [];
  return ["name is neither a standard finalizer name nor is it fully qualified"];
}

function validateFinalizers(path: FieldPath, finalizers: readonly string[]): readonly FieldError[] {
  const errors = finalizers.flatMap((name) => [...validateQualifiedName(path, name)]);
  if (finalizers.includes("orphan") && finalizers.includes("foregroundDeletion"))
    errors.push(invalid(path, finalizers, "finalizer orphan and foregroundDeletion cannot be both set"));
  return errors;
}

/** What stands after the name, in a create and in an update alike. */
function validateMaps(metadata: ObjectMeta): readonly FieldError[] {
  const fields = fieldsFrom(metadata);
  return [
    ...validateLabels([...METADATA, "labels"], fields, "labels"),
    ...validateAnnotations([...METADATA, "annotations"], fields),
    ...validateOwners([...METADATA, "ownerReferences"], metadata.ownerReferences ?? []),
  ];
}

function validateKnownFinalizers(finalizers: readonly string[], rule: FinalizerRule = "known"): readonly FieldError[] {
  if (rule === "qualified") return [];
  return finalizers.flatMap((name, index) =>
    invalidEach([...METADATA, "finalizers", index], name, finalizerFlaws(name)),
  );
}

function validateName(metadata: ObjectMeta, rule: NameRule): readonly FieldError[] {
  const errors: FieldError[] = [];
  const generateName = metadata.generateName ?? "";
  if (generateName !== "")
    errors.push(...invalidEach([...METADATA, "generateName"], generateName, rule(generateName, true)));
  const name = metadata.name ?? "";
  if (name === "") errors.push(required([...METADATA, "name"], "name or generateName is required"));
  else errors.push(...invalidEach([...METADATA, "name"], name, rule(name, false)));
  return errors;
}

function validateNamespace(metadata: ObjectMeta, namespaced: boolean): readonly FieldError[] {
  const path = [...METADATA, "namespace"];
  const namespace = metadata.namespace ?? "";
  if (!namespaced) return namespace === "" ? [] : [forbiddenField(path, "not allowed on this type")];
  return namespace === "" ? [] : invalidEach(path, namespace, nameIsLabel(namespace, false));
}

/**
 * What is wrong with the metadata of a new object. Names have been generated and namespaces filled in before.
 * @see staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go, `ValidateObjectMeta` (1.36), and its wrapper
 * of the same name in pkg/apis/core/validation/validation.go
 */
export function validateMetadata(metadata: ObjectMeta, rules = NAMESPACED): readonly FieldError[] {
  const generation = metadata.generation ?? 0;
  const negative =
    generation < 0 ? [invalid([...METADATA, "generation"], generation, "must be greater than or equal to 0")] : [];
  return [
    ...validateName(metadata, rules.name),
    ...validateNamespace(metadata, rules.namespaced),
    ...negative,
    ...validateMaps(metadata),
    ...validateFinalizers([...METADATA, "finalizers"], metadata.finalizers ?? []),
    ...validateKnownFinalizers(metadata.finalizers ?? [], rules.finalizers),
  ];
}

const IMMUTABLE = [
  "name",
  "namespace",
  "uid",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
] as const;

function validateNoNewFinalizers(metadata: ObjectMeta, old: ObjectMeta): readonly FieldError[] {
  if (old.deletionTimestamp === undefined) return [];
  const added = [...new Set(metadata.finalizers)].filter((name) => !(old.finalizers ?? []).includes(name)).sort();
  if (added.length === 0) return [];
  const found = `found new finalizers []string{${added.map(goText).join(", ")}}`;
  const detail = `no new finalizers can be added if the object is being deleted, ${found}`;
  return [forbiddenField([...METADATA, "finalizers"], detail)];
}

/** Whether all that `validateMaps` looks at is the valid old object's very own. */
function sharesMaps(metadata: ObjectMeta, old: ObjectMeta): boolean {
  return (
    metadata.labels === old.labels &&
    metadata.annotations === old.annotations &&
    metadata.ownerReferences === old.ownerReferences
  );
}

/** What a new object's metadata would be refused for, but for the names, which stay. */
function validateCommon(metadata: ObjectMeta, old: ObjectMeta): readonly FieldError[] {
  const errors = sharesMaps(metadata, old) ? [] : [...validateMaps(metadata)];
  if (metadata.finalizers !== old.finalizers)
    errors.push(...validateFinalizers([...METADATA, "finalizers"], metadata.finalizers ?? []));
  return errors;
}

/**
 * What is wrong with a change to an object's metadata. Whether `resourceVersion` may be left out is the store's matter.
 * @see staging/src/k8s.io/apiserver/pkg/registry/rest/update.go, `validateCommonFields`;
 *   staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go, `ValidateObjectMetaUpdate` (1.36)
 */
export function validateMetadataUpdate(
  metadata: ObjectMeta,
  old: ObjectMeta,
  rule?: FinalizerRule,
): readonly FieldError[] {
  if (metadata === old) return [];
  const errors = [...validateCommon(metadata, old), ...validateNoNewFinalizers(metadata, old)];
  if ((metadata.generation ?? 0) < (old.generation ?? 0))
    errors.push(invalid([...METADATA, "generation"], metadata.generation ?? 0, "must not be decremented"));
  for (const name of IMMUTABLE)
    if (!sameJson(metadata[name], old[name]))
      errors.push(
        invalid([...METADATA, name], metadata[name] ?? (name.startsWith("deletion") ? null : ""), "field is immutable"),
      );
  if (metadata.finalizers !== old.finalizers) errors.push(...validateKnownFinalizers(metadata.finalizers ?? [], rule));
  return errors;
}
