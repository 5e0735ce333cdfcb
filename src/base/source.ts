import type { FieldPath } from "./field-path.ts";

/** A place in a text: line and column, both 1-based; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a file. `end` is exclusive. `file` is as the user spelled it; standard input is `STDIN`. */
export interface SourceRange {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** A range found for a path. Not `exact` when the path is not written and its closest written ancestor was taken. */
export interface LocatedRange extends SourceRange {
  readonly exact: boolean;
}

/** Finds where a field stands in its file: the key when the field is the problem, the value otherwise. */
export type Locate = (path: FieldPath, part: "key" | "value") => LocatedRange;
