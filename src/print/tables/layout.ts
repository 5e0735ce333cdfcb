import { labelsCell } from "./cell.ts";
import { escapeTerminal } from "./align.ts";
import type { Column, Row, Table } from "./table.ts";

/** What a table shows beside its own columns. */
export interface LayoutOptions {
  readonly wide: boolean;
  readonly headers: boolean;
  readonly namespace: boolean;
  /** `statefulset.apps`, put before names; undefined: names stand alone. */
  readonly kindPrefix: string | undefined;
  /** Label keys with a column of their own. */
  readonly labelColumns: readonly string[];
  readonly showLabels: boolean;
}

/** A cell is one line: cut at its first line break. */
function oneLine(cell: string): string {
  const end = cell.search(/[\n\r\f]/);
  return end < 0 ? escapeTerminal(cell) : `${escapeTerminal(cell.slice(0, end))}...`;
}

function labelTitle(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

function headerLine(columns: readonly Column[], options: LayoutOptions): readonly string[] {
  const titles = [
    ...(options.namespace ? ["Namespace"] : []),
    ...columns.filter(({ wide }) => options.wide || wide !== true).map(({ title }) => title),
    ...options.labelColumns.map(labelTitle),
    ...(options.showLabels ? ["Labels"] : []),
  ];
  return titles.map((title) => title.toUpperCase());
}

function rowLine(columns: readonly Column[], { object, cells }: Row, options: LayoutOptions): readonly string[] {
  const own = columns.flatMap(({ wide, name }, index) => {
    if (wide === true && !options.wide) return [];
    const cell = cells[index] ?? "";
    return [name === true && options.kindPrefix !== undefined ? `${options.kindPrefix}/${cell}` : cell];
  });
  const { namespace, labels } = object.metadata;
  return [
    ...(options.namespace ? [namespace ?? ""] : []),
    ...own,
    ...options.labelColumns.map((key) => labels?.[key] ?? ""),
    ...(options.showLabels ? [labelsCell(labels)] : []),
  ].map(oneLine);
}

/**
 * The lines of a table, cell by cell, ready to be aligned; none without rows.
 * @see staging/src/k8s.io/cli-runtime/pkg/printers/tableprinter.go (1.36)
 */
export function layout({ columns, rows }: Table, options: LayoutOptions): readonly (readonly string[])[] {
  if (rows.length === 0) return [];
  const lines = rows.map((row) => rowLine(columns, row, options));
  return options.headers ? [headerLine(columns, options), ...lines] : lines;
}
