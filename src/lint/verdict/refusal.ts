import type { FieldPath } from "../../base/field-path.ts";
import type { Manifest } from "../../manifest/manifest.ts";

/** What there is to know of an object that the API server refuses, beside why. */
export interface Refusal {
  /** As it is meant, where a flaw can be put right in one way only. */
  readonly manifest: Manifest;
  /** Fields of which the API server's words tell. */
  readonly told: readonly FieldPath[];
  /** Those among them that nobody knows what is meant by. */
  readonly unread: readonly FieldPath[];
}
