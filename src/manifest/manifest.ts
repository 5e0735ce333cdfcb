import type { Wanted } from "../api/structure/explain.ts";
import type { FieldPath } from "../base/field-path.ts";
import type { JsonObject } from "../base/json.ts";
import type { Locate, LocatedRange } from "../base/source.ts";
import type { DocumentText } from "./document.ts";

/** One document of an input, decoded as kubectl decodes it; a List gives one for each item. */
export interface Manifest {
  /** As the user spelled the file; `STDIN` for standard input. */
  readonly file: string;
  /** What was written, after merge keys and anchors; never changed in place. */
  readonly object: JsonObject;
  /** Positions are computed when first asked for. */
  readonly locate: Locate;
  /** The text it was read from; the items of a List share theirs. */
  readonly document: DocumentText;
  /** Where in the document the object stands: empty, or the way to an item of a List. */
  readonly base: FieldPath;
}

/** Why a document could not be read. `message` is in kubectl's words, without `error: `. */
export interface ManifestError {
  readonly file: string;
  readonly message: string;
  /** kubectl does not write `error: ` before this one. */
  readonly bare?: true;
  readonly at: LocatedRange;
  readonly hint?: string;
  /** Whether kubectl reads on behind the document. */
  readonly readsOn: boolean;
  /** What cannot be decoded, and the type that it would have to be of. */
  readonly undecodable?: { readonly manifest: Manifest; readonly path: FieldPath; readonly wants?: Wanted };
}

export interface ManifestInput {
  readonly file: string;
  readonly bytes: Uint8Array;
}
