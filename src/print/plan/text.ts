import { Chalk, type ChalkInstance } from "chalk";
import type { Plan } from "../../plan/model.ts";
import { wrap } from "../explain/wrap.ts";
import type { Style } from "../printer.ts";
import type { Row, Section, Tone } from "./sections/section.ts";
import { sectionsOf } from "./sections/sections.ts";
import { summaryText } from "./summary.ts";

/** A dozen of a kind: a screen is soon full. */
const SCREEN = { rows: 12 };

const GAP = "  ";
const NARROWEST = 30;
/** Of the last of several cells. */
const NARROWEST_CELL = 20;

function lengthOf(text: string): number {
  return Array.from(text).length;
}

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

function painted(text: string, tone: Tone, chalk: ChalkInstance): string {
  switch (tone) {
    case "made":
      return chalk.green(text);
    case "gone":
      return chalk.red(text);
    case "waiting":
      return chalk.yellow(text);
    case "dim":
      return chalk.dim(text);
    case "plain":
      return text;
  }
}

/** Commands are never broken: they are to be copied. */
function isCommand(text: string): boolean {
  return text.trimStart().startsWith("stsctl ");
}

/** A sentence goes on two columns further in. */
function hanging(text: string, width: number, aside = ""): readonly string[] {
  const indent = /^ */.exec(text)?.[0] ?? "";
  const room = width - indent.length - 2 - (aside === "" ? 0 : lengthOf(aside) + GAP.length);
  const [first = "", ...more] = wrap(text.trimStart(), Math.max(NARROWEST, room));
  const line = `${indent}${first}`;
  const beside =
    aside === "" ? "" : `${" ".repeat(Math.max(GAP.length, width - lengthOf(line) - lengthOf(aside)))}${aside}`;
  return [`${line}${beside}`, ...more.map((part) => `${indent}  ${part}`)];
}

function linesOf({ cells, aside }: Row, widths: readonly number[], width: number): readonly string[] {
  const columns = cells
    .slice(0, -1)
    .map((cell, column) => padded(cell, Math.min(widths[column] ?? 0, Math.max(width - NARROWEST, 8))));
  const lead = columns.map((cell) => cell + GAP).join("");
  const last = cells.at(-1) ?? "";
  const room = Math.max(
    NARROWEST_CELL,
    width - lengthOf(lead) - (aside === undefined ? 0 : lengthOf(aside) + GAP.length),
  );
  if (cells.length === 1 && !isCommand(last)) return hanging(last, width, aside);
  const parts = isCommand(last) ? [last] : wrap(last, room);
  const [first = "", ...more] = parts;
  const line = `${lead}${first}`;
  const free = width - lengthOf(line) - lengthOf(aside ?? "");
  const beside = aside === undefined ? "" : free >= GAP.length ? `${" ".repeat(free)}${aside}` : `${GAP}${aside}`;
  return [`${line}${beside}`, ...more.map((part) => `${" ".repeat(lengthOf(lead))}${part}`)].map((text) =>
    text.trimEnd(),
  );
}

function titleOf({ title, note }: Section, chalk: ChalkInstance, width: number): readonly string[] {
  if (title === "") return [];
  if (note === undefined) return [chalk.bold(title)];
  const [first = "", ...more] = wrap(note, Math.max(NARROWEST, width - title.length - 3));
  return [`${chalk.bold(title)}   ${first}`, ...more.map((part) => `${" ".repeat(title.length + 3)}${part}`)];
}

/** The lines of rows, each with the tone of its row. */
export function paragraphs(
  rows: readonly Row[],
  width: number,
): readonly { readonly text: string; readonly tone: Tone }[] {
  const widths = widthsOf(rows);
  return rows.flatMap((row) =>
    linesOf(row, widths.get(row.cells.length) ?? [], width).map((text) => ({ text, tone: row.tone })),
  );
}

function sectionText(section: Section, { width, color }: Style): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const rows = paragraphs(section.rows, width).map(({ text, tone }) => painted(text, tone, chalk));
  const lines = section.id === "objects" ? rows : [...titleOf(section, chalk, width), ...rows];
  return lines.map((line) => `${line}\n`).join("");
}

/** The plan for a terminal; one blank line between its parts, the summary last. */
export function planText(plan: Plan, style: Style): string {
  const narrow = { ...style, width: Math.min(style.width, 100) };
  const parts = sectionsOf(plan, SCREEN).map((section) => sectionText(section, narrow));
  const { from } = plan.base;
  const title = from === "the state" ? "Plan" : `Plan from ${from}`;
  return [...parts, `${wrap(`${title}: ${summaryText(plan)}.`, narrow.width).join("\n")}\n`].join("\n");
}
