import type { FieldPath } from "./field-path.ts";
import type { SourceRange } from "./source.ts";

export type Severity = "error" | "warning" | "info";

/** Something to tell users about their input. Collected and printed; never thrown. */
export interface Diagnostic {
  /** Stable and searchable, e.g. `STS101`; never reused for another meaning. */
  readonly code: string;
  /** The rule's readable name, e.g. `governing-service-missing`. */
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence without a full stop that names the offending value. */
  readonly message: string;
  readonly path: FieldPath;
  readonly at: SourceRange;
  /** Why it matters, in one or two sentences. */
  readonly why?: string;
  /** What to do, in the imperative. */
  readonly hint?: string;
}
