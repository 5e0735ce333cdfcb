import { visible } from "../visible.ts";
import { lengthOf, wrap } from "../wrap.ts";
import type { Tone } from "../tone.ts";
import type { Row } from "./sections/section.ts";

const GAP = "  ";
const NARROWEST = 30;
/** Of the last of several cells. */
const NARROWEST_CELL = 20;

/** What is before and after is compared at a glance where both stand in one line. */
const ARROW = " → ";

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - lengthOf(text)));
}

/** The widths of all columns but the last, over the rows that have as many. */
function widthsOf(rows: readonly Row[]): ReadonlyMap<number, readonly number[]> {
  const widths = new Map<number, number[]>();
  for (const { cells } of rows) {
    const known = widths.get(cells.length) ?? cells.slice(1).map(() => 0);
    cells.slice(0, -1).forEach((cell, column) => (known[column] = Math.max(known[column] ?? 0, lengthOf(cell))));
    widths.set(cells.length, known);
  }
  return widths;
}

/** Commands are never broken: they are to be copied. */
function isCommand(text: string): boolean {
  return text.trimStart().startsWith("stsctl ");
}

/** A sentence goes on two columns further in; a sign before it stays with its first word. */
function hanging(text: string, width: number, aside = ""): readonly string[] {
  const lead = /^ *(?:[-+~±=!] )?/.exec(text)?.[0] ?? "";
  const indent = /^ */.exec(text)?.[0] ?? "";
  const room = width - indent.length - 2 - (aside === "" ? 0 : lengthOf(aside) + GAP.length);
  const [first = "", ...more] = wrap(text.slice(lead.length), Math.max(NARROWEST, room));
  return [beside(`${lead}${first}`, width, aside), ...more.map((part) => `${indent}  ${part}`)];
}

/** A line with what stands at the right edge, or as near to it as there is room. */
function beside(line: string, width: number, aside = ""): string {
  const free = width - lengthOf(line) - lengthOf(aside);
  return aside === "" ? line : `${line}${" ".repeat(Math.max(GAP.length, free))}${aside}`;
}

/** What does not fit beside stands below, further in. */
function below(lead: readonly string[], last: string, width: number): readonly string[] {
  const indent = `${/^ */.exec(lead[0] ?? "")?.[0] ?? ""}      `;
  return [...lead, ...wrap(last, width - indent.length).map((part) => `${indent}${part}`)];
}

/** A row of several cells whose last one has too little room beside the columns; undefined where it has enough. */
function stacked({ cells, aside = "" }: Row, widths: readonly number[], width: number): readonly string[] | undefined {
  const last = cells.at(-1) ?? "";
  const right = aside === "" ? 0 : lengthOf(aside) + GAP.length;
  const room = width - right - widths.reduce((sum, each) => sum + each + GAP.length, 0);
  if (room >= Math.min(NARROWEST_CELL, lengthOf(last))) return undefined;
  const whole = cells.join(GAP);
  if (lengthOf(whole) + right <= width) return [beside(whole, width, aside)];
  let leading = cells.length - 1;
  while (leading > 1 && lengthOf(cells.slice(0, leading).join(GAP)) > width) leading--;
  const lead = beside(cells.slice(0, leading).join(GAP), width, aside);
  return below([lead], cells.slice(leading).join("; "), width);
}

/** The line of two cells that do not stand in columns with others; undefined where they may as well. */
function outOfColumn(
  { cells: [first = "", last = ""], aside = "" }: Row,
  lead: string,
  width: number,
): readonly string[] | undefined {
  const right = aside === "" ? 0 : lengthOf(aside) + GAP.length;
  if (lengthOf(lead) + lengthOf(last) + right <= width) return undefined;
  const whole = `${first}${GAP}${last}`;
  if (lengthOf(whole) + right <= width) return [beside(whole, width, aside)];
  if (lengthOf(whole) <= width && last.includes(ARROW)) return [whole, beside("", width, aside)];
  const isNarrow = width - lengthOf(lead) - right < NARROWEST && lengthOf(lead) + lengthOf(last) > width;
  return isNarrow || last.includes(ARROW) ? below(hanging(first, width, aside), last, width) : undefined;
}

function linesOf(row: Row, widths: readonly number[], width: number): readonly string[] {
  const { cells, aside = "" } = row;
  const last = cells.at(-1) ?? "";
  if (cells.length === 1 && !isCommand(last)) return hanging(last, width, aside);
  const columns = cells
    .slice(0, -1)
    .map((cell, column) => padded(cell, Math.min(widths[column] ?? 0, Math.max(width - NARROWEST, 8))));
  const lead = columns.map((cell) => cell + GAP).join("");
  const own = cells.length === 2 ? outOfColumn(row, lead, width) : stacked(row, widths, width);
  if (own !== undefined) return own;
  const room = width - lengthOf(lead) - (aside === "" ? 0 : lengthOf(aside) + GAP.length);
  const [first = "", ...more] = isCommand(last) ? [last] : wrap(last, Math.max(NARROWEST_CELL, room));
  const indent = " ".repeat(lengthOf(lead));
  return [beside(`${lead}${first}`, width, aside), ...more.map((part) => `${indent}${part}`)].map((text) =>
    text.trimEnd(),
  );
}

/** The lines of rows, each with the tone of its row. */
export function paragraphs(
  rows: readonly Row[],
  width: number,
): readonly { readonly text: string; readonly tone: Tone }[] {
  const widths = widthsOf(rows);
  return rows.flatMap((row) =>
    linesOf(row, widths.get(row.cells.length) ?? [], width).map((text) => ({ text: visible(text), tone: row.tone })),
  );
}
