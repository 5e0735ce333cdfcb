const PADDING = 3;
const LEAST_WIDTH = 6;

/** Code points, as Go counts them. */
function widthOf(cell: string): number {
  let width = 0;
  for (let i = 0; i < cell.length; i++) if ((cell.charCodeAt(i) & 0xfc00) !== 0xdc00) width++;
  return width;
}

/** Widths of the cells of one column in each stretch of lines that go on past it, column by column. */
function columnWidths(lines: readonly (readonly string[])[]): readonly number[][] {
  const widths = lines.map((): number[] => []);
  const columnCount = Math.max(0, ...lines.map((line) => line.length - 1));
  for (let column = 0; column < columnCount; column++) {
    let start = 0;
    while (start < lines.length) {
      let end = start;
      while ((lines[end]?.length ?? 0) > column + 1) end++;
      const cells = lines.slice(start, end).map((line) => widthOf(line[column] ?? ""));
      const width = Math.max(LEAST_WIDTH, ...cells.map((cell) => cell + PADDING));
      for (let line = start; line < end; line++) widths[line]?.push(width);
      start = Math.max(end, start + 1);
    }
  }
  return widths;
}

/** Tabs and line feeds inside cells are the writer's own. */
function splitAtTabs(text: string): readonly (readonly string[])[] {
  return text.split("\n").map((line) => line.split("\t"));
}

/**
 * Sets cells under each other as kubectl's tab writer does: three blanks between columns, no column under six wide,
 * nothing after the last cell of a line. A column ends where a line has no cell after it.
 * @see github.com/liggitt/tabwriter, with the settings of cli-runtime/pkg/printers/tabwriter.go (1.36)
 */
export function align(rows: readonly (readonly string[])[]): string {
  const lines = rows.flatMap((row) => splitAtTabs(row.join("\t")));
  const widths = columnWidths(lines);
  return lines
    .map((line, index) => {
      const cells = line.map((cell, column) => {
        const width = column === line.length - 1 ? undefined : widths[index]?.[column];
        return width === undefined ? cell : cell + " ".repeat(width - widthOf(cell));
      });
      return `${cells.join("")}\n`;
    })
    .join("");
}

/** Terminal control characters made visible. @see cli-runtime/pkg/printers/terminal.go, `EscapeTerminal` (1.36) */
export function escapeTerminal(text: string): string {
  return text.replaceAll("\u001b", "^[").replaceAll("\r", "\\r");
}
