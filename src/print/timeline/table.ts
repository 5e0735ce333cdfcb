import { thousands } from "../../base/thousands.ts";
import { Chalk } from "chalk";
import type { Instant } from "../../base/instant.ts";
import { elapsed } from "../clock.ts";
import type { Style } from "../printer.ts";
import { painted } from "../tone.ts";
import { type Cell, EMPTY, fitted, leastWidthOf, named, widthOf, words } from "./cell.ts";
import { folded, type Fold } from "./fold.ts";
import type { TimelineRow } from "./rows.ts";

const TITLES = ["TIME", "POD", "WHAT HAPPENED", "CLAIM", "NAME IN DNS"] as const;
const SHORT_TITLES = ["TIME", "POD", "WHAT", "CLAIM", "DNS"] as const;

interface Step {
  /** Columns that give way in it. */
  readonly columns: readonly number[];
  /** How much of a name each column keeps, in columns of the terminal. */
  readonly ofName: readonly number[];
}

/**
 * How cells give way, step by step, until the rows fit: long names first, those of pods after those of their claims, which
 * follow from them, and what happened last.
 */
const STEPS: readonly Step[] = [
  { columns: [1, 2, 3, 4], ofName: [0, 24, 20, 8, 8] },
  { columns: [3, 4], ofName: [0, 24, 20, 1, 1] },
  { columns: [1], ofName: [0, 12, 6, 1, 1] },
  { columns: [2], ofName: [0, 12, 6, 1, 1] },
];
/** Of a cell of which more than the name is cut. */
const NARROWEST = 8;
const GAP = "  ";
const INDENT = " ";

type Cells = readonly Cell[];

function cellsOf({ at, pod, what, claim, name, continues }: TimelineRow, start: Instant): Cells {
  return [words(continues ? "" : elapsed(at - start)), named("", pod), what, claim, name];
}

/** The cells with `…` for the pod's own name in the names of its claims and in DNS. */
function withoutRepeats([time = EMPTY, pod = EMPTY, what = EMPTY, ...names]: Cells, own: string): Cells {
  if (own === "") return [time, pod, what, ...names];
  return [time, pod, what, ...names.map((cell) => ({ ...cell, name: cell.name.replaceAll(own, "…") }))];
}

/** Whose rows they are: one that continues another has its pod. */
function podsOf(items: readonly (TimelineRow | Fold)[]): readonly string[] {
  let pod = "";
  return items.map((item) => {
    if (isFold(item)) pod = "";
    else if (!item.continues) pod = item.pod;
    return pod;
  });
}

/** The most that any cell of each column asks for. A column without any text has no width. */
function widest(
  rows: readonly Cells[],
  titles: readonly string[],
  ask: (cell: Cell, column: number) => number,
): readonly number[] {
  return titles.map((title, column) => {
    const most = rows.reduce((longest, cells) => Math.max(longest, ask(cells[column] ?? EMPTY, column)), 0);
    return most === 0 ? 0 : Math.max(most, title.length);
  });
}

function naturalWidths(rows: readonly Cells[]): readonly number[] {
  return widest(rows, TITLES, widthOf);
}

function totalOf(widths: readonly number[]): number {
  const columns = widths.filter((width) => width > 0);
  return columns.reduce((sum, each) => sum + each, INDENT.length + GAP.length * Math.max(0, columns.length - 1));
}

/** Narrows the widest of some columns, one by one, until all fit or none of them is above its least width. */
function narrowed(
  widths: readonly number[],
  columns: readonly number[],
  least: readonly number[],
  width: number,
): readonly number[] {
  const narrow = [...widths];
  for (let excess = totalOf(narrow) - width; excess > 0; excess--) {
    const [column] = columns
      .filter((each) => (narrow[each] ?? 0) > (least[each] ?? 0))
      .toSorted((one, other) => (narrow[other] ?? 0) - (narrow[one] ?? 0));
    if (column === undefined) break;
    narrow[column] = (narrow[column] ?? 0) - 1;
  }
  return narrow;
}

/** The widths in which the rows fit, cut only as far as it takes. */
function fittedWidths(rows: readonly Cells[], width: number): readonly number[] {
  const natural = naturalWidths(rows);
  if (totalOf(natural) <= width) return natural;
  let widths = widest(rows, SHORT_TITLES, widthOf);
  for (const { columns, ofName } of STEPS) {
    const least = widest(rows, SHORT_TITLES, (cell, column) => leastWidthOf(cell, ofName[column] ?? 0));
    widths = narrowed(widths, columns, least, width);
  }
  const narrowest = TITLES.map(() => NARROWEST);
  return narrowed(widths, [1, 2, 3, 4], narrowest, width);
}

function line(cells: Cells, widths: readonly number[]): string {
  const parts = cells.flatMap((cell, column) => {
    const width = widths[column] ?? 0;
    if (width === 0) return [];
    const text = fitted(cell, width);
    const gap = " ".repeat(Math.max(0, width - widthOf(words(text))));
    return [column === 0 ? gap + text : text + gap];
  });
  return `${INDENT}${parts.join(GAP)}`.trimEnd();
}

function titleLine(widths: readonly number[]): string {
  const titles = TITLES.map((title, column) =>
    words(title.length <= (widths[column] ?? 0) ? title : (SHORT_TITLES[column] ?? "")),
  );
  return line(titles, widths);
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
  const { tableWidth = style.width } = style;
  const isWhole = totalOf(naturalWidths(full.filter((cells) => cells !== undefined))) <= tableWidth;
  const pods = podsOf(items);
  const shown = isWhole ? full : full.map((cells, index) => cells && withoutRepeats(cells, pods[index] ?? ""));
  const widths = fittedWidths(
    shown.filter((cells) => cells !== undefined),
    tableWidth,
  );
  const lines = items.map((item, index) => {
    if (isFold(item)) return chalk.dim(`${INDENT}… ${thousands(item.more)} more like these …`);
    const cells = shown[index];
    return cells === undefined ? "" : painted(line(cells, widths), item.tone === "plain" ? "dim" : item.tone, chalk);
  });
  return [titleLine(widths), ...lines].map((text) => `${text}\n`).join("");
}
