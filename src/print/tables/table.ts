import type { KubeObject } from "../../api/object.ts";

/** A column of a kind's table. `wide` ones show with `-o wide` alone; the `name` one takes the kind's prefix. */
export interface Column {
  readonly title: string;
  readonly wide?: true;
  readonly name?: true;
}

export interface Row {
  readonly object: KubeObject;
  /** One for every column, wide ones too. */
  readonly cells: readonly string[];
}

/** What the API server answers to `get`: the rows of one kind. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}
