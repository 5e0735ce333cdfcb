import type { SourceRange } from "../../base/source.ts";
import { visible } from "../visible.ts";

/** Columns of a line that are shown; of longer ones the part around the place. */
const WINDOW = 120;
const BEFORE = 40;

/** The characters in front of a place, as wide in a terminal as they are: tabs stay tabs. */
function padding(text: string): string {
  return text.replace(/[^\t]/g, (character) =>
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character) ? "  " : " ",
  );
}

export interface Frame {
  readonly lines: readonly string[];
  /** `^^^^` below the place. */
  readonly marker: string;
}

/** The line of a place with the one before it, and a marker below. Undefined where there is no such line. */
export function frameOf(lines: readonly string[], { start, end }: SourceRange): Frame | undefined {
  const line = lines[start.line - 1];
  if (line === undefined) return undefined;
  const before = lines[start.line - 2];
  const from = start.column - 1 > WINDOW - BEFORE ? start.column - 1 - BEFORE : 0;
  const cut = (whole: string): string => {
    const part = visible(whole.slice(from, from + WINDOW));
    return `${from > 0 && whole.length > from ? "…" : ""}${part}${whole.length > from + WINDOW ? "…" : ""}`;
  };
  const gutter = String(start.line).length;
  const row = (number: string, content: string): string => `   ${number.padStart(gutter)} │ ${content}`.trimEnd();
  const last = end.line === start.line ? end.column : line.length + 1;
  const length = Math.max(1, Math.min(last - start.column, WINDOW - (start.column - 1 - from)));
  const pad = `${from > 0 ? " " : ""}${padding(line.slice(from, start.column - 1))}`;
  const above = before === undefined || before.trim() === "" ? [] : [row(String(start.line - 1), cut(before))];
  return {
    lines: [...above, row(String(start.line), cut(line))],
    marker: `   ${" ".repeat(gutter)} │ ${pad}${"^".repeat(length)}`,
  };
}
