import { type DocumentText, nodesOf } from "./document.ts";
import type { TextNode } from "./go-yaml/node.ts";

/** A comment that silences findings: on its own line for the next one, behind a value for its own. */
export interface Suppression {
  /** Codes or rule names; empty for all. */
  readonly rules: readonly string[];
  /** The line of the comment, from one. */
  readonly line: number;
  /** Where the comment begins, from one. */
  readonly column: number;
  /** Nothing but the comment stands on its line. */
  readonly ownLine: boolean;
  /** What is written behind the colon; undefined when nothing is. */
  readonly reason?: string;
}

const MARKER = "stsctl-ignore";
const COMMENT = /^(?<before>(?:.*\s)?)#[ \t]*stsctl-ignore(?<rules>(?:\s[^:]*)?)(?::(?<reason>.*))?$/;

/** The names in front of the colon, with spaces or commas between, and the reason behind it. */
export function namesAndReason(text: string): { readonly rules: readonly string[]; readonly reason?: string } {
  const colon = text.indexOf(":");
  const names = colon < 0 ? text : text.slice(0, colon);
  const reason = colon < 0 ? "" : text.slice(colon + 1).trim();
  const rules = names.split(/[\s,]+/).filter((name) => name !== "");
  return reason === "" ? { rules } : { rules, reason };
}

/** Whether an offset is inside a text of several lines, where `#` begins no comment. */
function isInText(node: TextNode | undefined, offset: number): boolean {
  if (node === undefined || node.kind === "alias" || offset <= node.start || offset >= node.end) return false;
  if (node.kind === "scalar") return true;
  if (node.kind === "sequence") return node.items.some((item) => isInText(item, offset));
  return node.pairs.some(({ key, value }) => isInText(key, offset) || isInText(value, offset));
}

/** The `# stsctl-ignore rule, rule: reason` comments of a document. JSON has none. */
export function suppressionsIn(document: DocumentText): readonly Suppression[] {
  const { format, text, firstLine } = document;
  if (format === "json" || !text.includes(MARKER)) return [];
  let lineStart = 0;
  return text.split("\n").flatMap((written, index) => {
    const start = lineStart;
    lineStart += written.length + 1;
    const match = written.includes(MARKER) ? COMMENT.exec(written.replace(/\r$/, ""))?.groups : undefined;
    if (match === undefined) return [];
    const { before = "", rules = "", reason = "" } = match;
    if (isInText(nodesOf(document), start + before.length)) return [];
    return [
      {
        ...namesAndReason(`${rules}:${reason}`),
        line: firstLine + index,
        column: before.length + 1,
        ownLine: before.trim() === "",
      },
    ];
  });
}
