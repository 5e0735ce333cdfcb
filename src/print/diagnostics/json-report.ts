/** Findings as data: what `lint -o json` prints, and what the library answers. `schemas/lint-findings.schema.json` describes it. */
export interface JsonReport {
  /** Of this format. */
  readonly version: 1;
  /** By file in the order of the input, then by place. */
  readonly findings: readonly JsonFinding[];
  readonly summary: JsonSummary;
}

/** A stretch of a file. Lines and columns count from one, columns in UTF-16 units; the end is exclusive. */
export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface JsonFinding extends JsonPlace {
  /** The rule's name, e.g. `governing-service-missing`. */
  readonly rule: string;
  /** The rule's code, e.g. `STS101`; never given to another rule. */
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  /** One sentence; where the API server refuses, in its words. */
  readonly message: string;
  /** False when the field is not written and the place is that of its closest written ancestor. */
  readonly exact: boolean;
  /** As the API server prints paths: `spec.template.spec.containers[0].image`. Absent for whole documents. */
  readonly path?: string;
  /** `StatefulSet/web`: the object that it is about. */
  readonly object?: string;
  /** Why it matters. */
  readonly why?: string;
  /** What to do, in the imperative. */
  readonly fix?: string;
  /** Other places that belong to it. */
  readonly related?: readonly (JsonPlace & { readonly message: string })[];
  /** Whether `lint --fix` puts it right. */
  readonly fixable: boolean;
}

export interface JsonSummary {
  readonly files: number;
  readonly objects: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Objects of kinds that no rule knows. */
  readonly skipped: number;
  /** Findings that comments and annotations silenced. */
  readonly suppressed: number;
  /** Findings that the baseline knows. */
  readonly baseline: number;
}
