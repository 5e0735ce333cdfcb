import type { KubeObject } from "../../api/object.ts";
import type { Instant } from "../../base/instant.ts";
import type { Column } from "./table.ts";

export interface TableContext {
  readonly now: Instant;
  readonly wide: boolean;
}

/** How a kind is shown: its columns, and the cells of one object in the order of the columns. */
export interface TableDefinition<T extends KubeObject = KubeObject> {
  readonly columns: readonly Column[];
  readonly cells: (object: T, context: TableContext) => readonly string[];
}

/** Columns written as `Name | Ready | +Images`: a `+` makes a wide one, `Name` is the name column. */
export function columns(titles: string): readonly Column[] {
  return titles.split(" | ").map((title) => {
    const wide = title.startsWith("+");
    const bare = wide ? title.slice(1) : title;
    return { title: bare, ...(wide ? { wide } : {}), ...(bare === "Name" ? { name: true } : {}) };
  });
}
