/** The length in code points, which is what Go's text/tabwriter counts. */
function widthOf(cell: string): number {
  let width = 0;
  for (const _ of cell) width++;
  return width;
}

/** Spaces between columns, and the least width of a column with them. */
export interface TabLayout {
  readonly padding: number;
  readonly minWidth: number;
}

/** The layout of descriptions. */
const NARROW: TabLayout = { padding: 2, minWidth: 0 };

interface Block {
  readonly lines: readonly (readonly string[])[];
  readonly out: string[];
  readonly layout: TabLayout;
}

function writeLine(cells: readonly string[], widths: readonly number[]): string {
  let text = "";
  cells.forEach((cell, column) => {
    const width = widths[column];
    text += width === undefined ? cell : cell + " ".repeat(Math.max(0, width - widthOf(cell)));
  });
  return text;
}

/** Whether the line has a cell in that column that a tab ends: the last cell of a line belongs to no column. */
function reaches(cells: readonly string[] | undefined, column: number): boolean {
  return cells !== undefined && column < cells.length - 1;
}

function format(block: Block, from: number, to: number, widths: readonly number[]): void {
  const column = widths.length;
  let start = from;
  for (let at = from; at < to; at++) {
    if (!reaches(block.lines[at], column)) continue;
    for (const cells of block.lines.slice(start, at)) block.out.push(writeLine(cells, widths));
    start = at;
    let width = block.layout.minWidth;
    for (; at < to && reaches(block.lines[at], column); at++) {
      width = Math.max(width, widthOf(block.lines[at]?.[column] ?? "") + block.layout.padding);
    }
    format(block, start, at, [...widths, width]);
    start = at;
  }
  for (const cells of block.lines.slice(start, to)) block.out.push(writeLine(cells, widths));
}

/**
 * Replaces tabs by spaces so that cells stand in columns. A column is a run of consecutive lines that have a
 * tab-ended cell there, so each block of lines gets widths of its own.
 * @see text/tabwriter, `Writer.format` without flags
 */
export function alignTabs(text: string, layout = NARROW): string {
  const lines = text.split("\n").map((line) => line.split("\t"));
  const block: Block = { lines, out: [], layout };
  format(block, 0, lines.length, []);
  return block.out.join("\n");
}
