import type { TimelineRow } from "./rows.ts";

/** Stands for rows left out. */
export interface Fold {
  readonly more: number;
}

const MOST = 40;
const ENDS = 12;

/** All rows, or of many the first and the last ones, with how many are between them. */
export function folded(rows: readonly TimelineRow[]): readonly (TimelineRow | Fold)[] {
  if (rows.length <= MOST) return rows;
  return [...rows.slice(0, ENDS), { more: rows.length - 2 * ENDS }, ...rows.slice(-ENDS)];
}
