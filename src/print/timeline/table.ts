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

function cellsOf({ at, pod, what, claim, name, continues }: TimelineRow, start: Instant): Cells {
  return [continues ? "" : elapsed(at - start), pod, what, claim, name];
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

/** The natural widths, the widest columns cut until all fit. A column without any text has no width. */
function widthsFor(rows: readonly Cells[], width: number): readonly number[] {
  const widths = TITLES.map((title, column) => {
    const longest = rows.reduce((most, cells) => Math.max(most, lengthOf(cells[column] ?? "")), 0);
    return longest === 0 ? 0 : Math.max(longest, title.length);
  });
  const total = (): number => widths.reduce((sum, each) => sum + (each === 0 ? 0 : each + GAP.length), INDENT.length);
  for (let excess = total() - GAP.length - width; excess > 0; excess--) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
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
  const shown = items.map((item) => (isFold(item) ? undefined : cellsOf(item, start)));
  const widths = widthsFor(
    shown.filter((cells) => cells !== undefined),
    style.width,
  );
  const lines = items.map((item, index) => {
    if (isFold(item)) return chalk.dim(`${INDENT}… ${item.more.toLocaleString("en-US")} more like these …`);
    const cells = shown[index];
    return cells === undefined ? "" : painted(line(cells, widths), item.tone, chalk);
  });
  return [line(TITLES, widths), ...lines].map((text) => `${text}\n`).join("");
}
