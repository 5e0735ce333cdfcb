import type { Instant } from "../../base/instant.ts";
import type { Found } from "../../cluster/client/find.ts";

/** The text of a file, or why it cannot be read in the words of Go: `open x: no such file or directory`. */
type ReadText = (path: string) => { readonly text: string } | { readonly error: string };

export interface FormatFlags {
  /** `-o`. */
  readonly output?: string | undefined;
  /** `--template`. */
  readonly template?: string | undefined;
  /** Reads the files that `jsonpath-file=` and the like name. */
  readonly readText: ReadText;
}

/** The flags of `get` that shape what it prints. */
export interface GetPrintFlags extends FormatFlags {
  readonly noHeaders?: boolean;
  readonly showKind?: boolean;
  readonly showLabels?: boolean;
  readonly labelColumns?: readonly string[];
  readonly sortBy?: string;
  readonly allNamespaces?: boolean;
  readonly ignoreNotFound?: boolean;
  readonly showManagedFields?: boolean;
  /** `--allow-missing-template-keys=false`. */
  readonly missingIsError?: boolean;
  /** `--server-print=false`: name and age alone. */
  readonly plain?: boolean;
}

/** All that `get` found, and how it is to be shown. */
export interface GetPrintRequest extends Pick<Found, "groups" | "failures" | "single"> {
  readonly namespace: string;
  readonly flags: GetPrintFlags;
  readonly now: Instant;
}

export interface GetPrinted {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: 0 | 1;
}
