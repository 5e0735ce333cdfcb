import { thousands } from "../../base/thousands.ts";
import { Chalk, type ChalkInstance } from "chalk";
import type { Instant } from "../../base/instant.ts";
import type { Style } from "../printer.ts";
import { elapsed } from "./clock.ts";
import { folded, type Fold } from "./fold.ts";
import type { TimelineRow, Tone } from "./rows.ts";

const TITLES = ["TIME", "POD", "WHAT HAPPENED", "CLAIM", "NAME IN DNS"] as const;
const NARROWEST = 12;
const GAP = "  ";
const INDENT = " ";

type Cells = readonly [string, string, string, string, string];

/** Columns that are cut before what happened is. */
const CUT_FIRST = [1, 3, 4];

function cellsOf({ at, pod, what, claim, name, continues }: TimelineRow, start: Instant): Cells {
  return [continues ? "" : elapsed(at - start), pod, what, claim, name];
}

/** The cells with `…` for the pod's own name in the names of its claims and in DNS. */
function withoutRepeats([time, pod, what, claim, name]: Cells): Cells {
  if (pod === "") return [time, pod, what, claim, name];
  return [time, pod, what, claim.replaceAll(pod, "…"), name.replaceAll(pod, "…")];
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Keeps both ends: names differ at their end. */
function shorten(text: string, width: number): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  const tail = Math.floor((width - 1) / 2);
  return `${characters.slice(0, width - 1 - tail).join("")}…${characters.slice(characters.length - tail).join("")}`;
}

/** What each column needs. A column without any text has no width. */
function naturalWidths(rows: readonly Cells[]): readonly number[] {
  return TITLES.map((title, column) => {
    const longest = rows.reduce((most, cells) => Math.max(most, lengthOf(cells[column] ?? "")), 0);
    return longest === 0 ? 0 : Math.max(longest, title.length);
  });
}

function totalOf(widths: readonly number[]): number {
  const columns = widths.filter((width) => width > 0);
  return columns.reduce((sum, each) => sum + each, INDENT.length + GAP.length * Math.max(0, columns.length - 1));
}

/** The natural widths, the widest columns cut until all fit. */
function fittedWidths(natural: readonly number[], width: number): readonly number[] {
  const widths = [...natural];
  const widest = (columns: readonly number[]): number | undefined =>
    columns
      .filter((column) => (widths[column] ?? 0) > NARROWEST)
      .toSorted((one, other) => (widths[other] ?? 0) - (widths[one] ?? 0))[0];
  for (let excess = totalOf(widths) - width; excess > 0; excess--) {
    const column = widest(CUT_FIRST) ?? widest([2]);
    if (column === undefined) break;
    widths[column] = (widths[column] ?? 0) - 1;
  }
  return widths;
}

function line(cells: Cells, widths: readonly number[]): string {
  const parts = cells.flatMap((cell, column) => {
    const width = widths[column] ?? 0;
    if (width === 0) return [];
    const text = shorten(cell, width);
    const gap = " ".repeat(Math.max(0, width - lengthOf(text)));
    return [column === 0 ? gap + text : text + gap];
  });
  return `${INDENT}${parts.join(GAP)}`.trimEnd();
}

function painted(text: string, tone: Tone, chalk: ChalkInstance): string {
  switch (tone) {
    case "made":
      return chalk.green(text);
    case "gone":
      return chalk.red(text);
    case "waiting":
      return chalk.yellow(text);
    case "plain":
      return chalk.dim(text);
  }
}

function isFold(item: TimelineRow | Fold): item is Fold {
  return "more" in item;
}

/** The timeline as a table with a title line; "" where nothing happened. Times count from `start`. */
export function timelineTable(rows: readonly TimelineRow[], start: Instant, style: Style): string {
  if (rows.length === 0) return "";
  const chalk = new Chalk({ level: style.color ? 1 : 0 });
  const items = folded(rows);
  const full = items.map((item) => (isFold(item) ? undefined : cellsOf(item, start)));
  const fits = totalOf(naturalWidths(full.filter((cells) => cells !== undefined))) <= style.width;
  const shown = fits ? full : full.map((cells) => (cells === undefined ? undefined : withoutRepeats(cells)));
  const widths = fittedWidths(naturalWidths(shown.filter((cells) => cells !== undefined)), style.width);
  const lines = items.map((item, index) => {
    if (isFold(item)) return chalk.dim(`${INDENT}… ${thousands(item.more)} more like these …`);
    const cells = shown[index];
    return cells === undefined ? "" : painted(line(cells, widths), item.tone, chalk);
  });
  return [line(TITLES, widths), ...lines].map((text) => `${text}\n`).join("");
}
