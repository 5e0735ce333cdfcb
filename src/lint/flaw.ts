import type { FieldPath } from "../base/field-path.ts";
import type { Particulars, RuleText } from "./rule.ts";

/** What is wrong with one manifest; engine and rules both make these. */
export interface Flaw extends Particulars {
  readonly rule: RuleText;
  readonly path: FieldPath;
  /** Where the field is written, when the path is the API server's and says otherwise. */
  readonly writtenAt?: FieldPath;
  readonly message: string;
}
