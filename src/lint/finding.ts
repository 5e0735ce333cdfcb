import type { Severity } from "./severity.ts";
import type { FieldPath } from "../base/field-path.ts";
import type { LocatedRange } from "../base/source.ts";

/** Something found in manifests. */
export interface Finding {
  readonly rule: string;
  readonly code: string;
  readonly severity: Severity;
  /** One sentence without a full stop; the API server's words where it refuses. */
  readonly message: string;
  readonly path: FieldPath;
  /** Where; not `exact` when the field is not written and its closest written ancestor was taken. */
  readonly at: LocatedRange;
  /** Why it matters. */
  readonly why?: string;
  /** What to do, in the imperative. */
  readonly fix?: string;
  readonly related?: readonly RelatedPlace[];
  /** `StatefulSet/web`: the object that it is about, where there is one. */
  readonly object?: string;
  /** Changes of texts that put it right; only where there is one right answer. */
  readonly edits?: readonly TextEdit[];
}

export interface RelatedPlace {
  readonly at: LocatedRange;
  readonly message: string;
}

/** Replaces a stretch of a document's text. Offsets are those of the file's text as it was decoded. */
export interface TextEdit {
  readonly file: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  readonly text: string;
}
