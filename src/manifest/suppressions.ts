import type { DocumentText } from "./document.ts";

/** A comment that silences findings: on its own line for the next one, behind a value for its own. */
export interface Suppression {
  /** Codes or rule names; empty for all. */
  readonly rules: readonly string[];
  /** The line of the comment, from one. */
  readonly line: number;
  /** Nothing but the comment stands on its line. */
  readonly ownLine: boolean;
  /** What is written behind the colon. */
  readonly reason?: string;
}

const MARKER = "# stsctl-ignore";
const COMMENT = /^(?<before>(?:.*\s)?)# stsctl-ignore(?<rules>(?:\s[^:]*)?)(?::(?<reason>.*))?$/;

/** The `# stsctl-ignore rule, rule: reason` comments of a document. JSON has none. */
export function suppressionsIn({ format, text, firstLine }: DocumentText): readonly Suppression[] {
  if (format === "json" || !text.includes(MARKER)) return [];
  return text.split("\n").flatMap((written, index) => {
    const match = written.includes(MARKER) ? COMMENT.exec(written)?.groups : undefined;
    if (match === undefined) return [];
    const { before = "", rules = "", reason } = match;
    const suppression = {
      rules: rules.split(/[\s,]+/).filter((rule) => rule !== ""),
      line: firstLine + index,
      ownLine: before.trim() === "",
    };
    return [reason === undefined ? suppression : { ...suppression, reason: reason.trim() }];
  });
}
