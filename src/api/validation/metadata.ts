import type { FieldError } from "../field-error.ts";
import type { ObjectMeta } from "../object.ts";

/** How a kind's names look. */
export interface MetadataRules {
  readonly namespaced: boolean;
  readonly name: "label" | "subdomain";
}

/** What is wrong with the metadata of a new object. */
export function validateMetadata(_metadata: ObjectMeta, _rules: MetadataRules): readonly FieldError[] {
  return [];
}

/** What is wrong with a change to an object's metadata. */
export function validateMetadataUpdate(_metadata: ObjectMeta, _old: ObjectMeta): readonly FieldError[] {
  return [];
}
