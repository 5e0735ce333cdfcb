import { visible } from "../visible.ts";
import { lengthOf } from "../wrap.ts";

/** A cell's words. Where there is little room the name gives way first, since the words around it say what happened. */
export interface Cell {
  readonly before: string;
  readonly name: string;
  readonly after: string;
}

export const EMPTY: Cell = { before: "", name: "", after: "" };

export function named(before: string, name: string, after = ""): Cell {
  return { before, name, after };
}

export function words(text: string): Cell {
  return named(text, "");
}

export function textOf({ before, name, after }: Cell): string {
  return visible(`${before}${name}${after}`);
}

/** Columns of the whole cell. */
export function widthOf(cell: Cell): number {
  return lengthOf(textOf(cell));
}

/** Columns of the cell when no more than `ofName` are left of its name. */
export function leastWidthOf({ before, name, after }: Cell, ofName: number): number {
  return lengthOf(before) + Math.min(lengthOf(name), ofName) + lengthOf(after);
}

/** Keeps both ends, as names differ at their end; where one end is cut already, it is cut further there. */
function shortName(name: string, width: number): string {
  const characters = Array.from(name);
  const isCutAtEnd = characters.at(-1) === "…";
  const tail = characters[0] === "…" ? width - 1 : isCutAtEnd ? 0 : Math.floor((width - 1) / 2);
  const head = width - 1 - tail;
  return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - tail).join("")}`;
}

/** The cell's text in at most `width` columns, which are at least one. */
export function fitted(cell: Cell, width: number): string {
  const text = textOf(cell);
  if (lengthOf(text) <= width) return text;
  const ofName = width - lengthOf(cell.before) - lengthOf(cell.after);
  if (ofName > 0 && cell.name !== "") return textOf({ ...cell, name: shortName(cell.name, ofName) });
  return `${Array.from(text)
    .slice(0, width - 1)
    .join("")}…`;
}
