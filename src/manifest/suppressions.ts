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

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The scalars of several lines, where `#` begins no comment, in their order. */
function longTexts(node: TextNode | undefined, text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  const visit = (one: TextNode): void => {
    const lineEnd = text.indexOf("\n", one.start);
    if (one.kind === "alias" || lineEnd < 0 || lineEnd >= one.end) return;
    if (one.kind === "scalar") found.push(one);
    else if (one.kind === "sequence") one.items.forEach(visit);
    else {
      for (const { key, value } of one.pairs) {
        visit(key);
        visit(value);
      }
    }
  };
  if (node !== undefined) visit(node);
  return found;
}

/** Tells of offsets that only grow whether they are inside one of the stretches. */
function insideAny(stretches: readonly Stretch[]): (offset: number) => boolean {
  let next = 0;
  return (offset) => {
    while ((stretches[next]?.end ?? Infinity) <= offset) next++;
    return offset > (stretches[next]?.start ?? Infinity);
  };
}

/** The `# stsctl-ignore rule, rule: reason` comments of a document. JSON has none. */
export function suppressionsIn(document: DocumentText): readonly Suppression[] {
  const { format, text, firstLine } = document;
  if (format === "json" || !text.includes(MARKER)) return [];
  const isInText = insideAny(longTexts(nodesOf(document), text));
  let lineStart = 0;
  return text.split("\n").flatMap((written, index) => {
    const start = lineStart;
    lineStart += written.length + 1;
    const match = written.includes(MARKER) ? COMMENT.exec(written.replace(/\r$/, ""))?.groups : undefined;
    if (match === undefined) return [];
    const { before = "", rules = "", reason = "" } = match;
    if (isInText(start + before.length)) return [];
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
