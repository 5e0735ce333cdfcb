const GAP = 3;

/** Rows as columns that are as wide as their widest cell; the last is left as it is. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd((widths[at] ?? 0) + GAP))).join("");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}
