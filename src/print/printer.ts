/** What the stream that is printed to can show. Decided once, in `cli/`. */
export interface Style {
  /** Columns for sentences. */
  readonly width: number;
  /** Columns for what programs may read, `width` unless said: in a pipe or a file nothing of it is cut or broken. */
  readonly tableWidth?: number;
  readonly color: boolean;
}

/** A value and a style in, a string out. Never writes, never asks for the terminal, the clock or the directory. */
export type Printer<T> = (value: T, style: Style) => string;
