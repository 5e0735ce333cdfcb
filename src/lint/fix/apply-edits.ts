import type { Position } from "../../base/source.ts";
import type { TextEdit } from "../finding.ts";

function offsetsOf(text: string): (position: Position) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return ({ line, column }) => (starts[line - 1] ?? text.length) + column - 1;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface EditedText {
  readonly text: string;
  /** Groups that were left out because they overlap with earlier ones; another run may apply them. */
  readonly left: number;
}

/** A text with groups of edits made in it: a group is made whole or, where it overlaps with an earlier one, not at all. */
export function applyEdits(text: string, groups: readonly (readonly TextEdit[])[]): EditedText {
  const offset = offsetsOf(text);
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const taken: Span[] = [];
  let left = 0;
  const same = new Set<string>();
  for (const group of groups) {
    const spans = group.map(({ start, end, text: put }) => ({
      from: offset(start),
      to: offset(end),
      text: put.replaceAll("\n", lineEnd),
    }));
    const key = JSON.stringify(spans);
    if (same.has(key)) continue;
    same.add(key);
    const clashes = spans.some(
      (span) =>
        taken.some((other) => span.from < other.to && other.from < span.to) ||
        taken.some((other) => span.from === other.from && span.to === other.to),
    );
    if (clashes) left++;
    else taken.push(...spans);
  }
  taken.sort((a, b) => a.from - b.from);
  let result = "";
  let at = 0;
  for (const { from, to, text: put } of taken) {
    result += text.slice(at, from) + put;
    at = to;
  }
  return { text: result + text.slice(at), left };
}
