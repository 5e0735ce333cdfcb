import type { FieldPath, PathSegment } from "../base/field-path.ts";
import { plainKeyEnd } from "./plain-key.ts";

/** A stretch of a text by its offsets; not `exact` when a field is not written and its closest ancestor was taken. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly exact: boolean;
}

/** Where a value is written. */
interface Field {
  /** Where its key begins; none for items and the whole text. */
  readonly key?: number;
  /** Behind the colon or the dash. */
  readonly behind: number;
  /** Of the key or the dash; the lines of the value's block lie behind it. */
  readonly column: number;
}

/** Where a block mapping or sequence begins. */
interface Block {
  readonly at: number;
  readonly column: number;
}

/** What only the text's nodes tell: places in flow collections, ends of blocks. */
const UNTOLD = "untold";

const MARKER = /---[^\n]*\n/y;
const BREAK = 10;
const BLANK = 32;
const HASH = 35;

/**
 * Finds a field in a text that `readPlainBlocks` has read, stepping over the lines that do not lead to it. Undefined
 * where the nodes of the text must be asked.
 */
export function stretchInBlocks(text: string, path: FieldPath, part: "key" | "value"): Stretch | undefined {
  MARKER.lastIndex = 0;
  let field: Field = { behind: MARKER.test(text) ? MARKER.lastIndex : 0, column: -1 };
  for (const segment of path) {
    const next = step(text, field, segment);
    if (next === UNTOLD) return undefined;
    if (next === undefined) return ancestorStretch(text, field);
    field = next;
  }
  return part === "key" && field.key !== undefined ? keyStretch(text, field.key, true) : valueStretch(text, field);
}

function keyStretch(text: string, start: number, exact: boolean): Stretch {
  return { start, end: plainKeyEnd(text, start), exact };
}

/** The key of the field, or of an item's first member. */
function ancestorStretch(text: string, field: Field): Stretch | undefined {
  if (field.key !== undefined) return keyStretch(text, field.key, false);
  const block = blockOf(text, field);
  if (block === undefined || block === UNTOLD || isDash(text, block.at)) return undefined;
  return keyStretch(text, block.at, false);
}

/** A scalar on the line of its key or dash; the key of a field without a value. */
function valueStretch(text: string, field: Field): Stretch | undefined {
  if (blockOf(text, field) !== undefined) return undefined;
  const start = behindBlanks(text, field.behind);
  const first = text.charCodeAt(start);
  if (first === BREAK || first === HASH) return field.key === undefined ? undefined : keyStretch(text, field.key, true);
  if (first === 124 || first === 62) return undefined;
  if (first === 34 || first === 39) {
    return { start, end: text.indexOf(String.fromCharCode(first), start + 1) + 1, exact: true };
  }
  const line = text.slice(start, text.indexOf("\n", start));
  const comment = line.indexOf(" #");
  return { start, end: start + (comment === -1 ? line : line.slice(0, comment)).trimEnd().length, exact: true };
}

function step(text: string, field: Field, segment: PathSegment): Field | undefined | typeof UNTOLD {
  const block = blockOf(text, field);
  if (block === undefined || block === UNTOLD) return block;
  const isIndex = typeof segment === "number";
  if (isDash(text, block.at) !== isIndex) return undefined;
  return isIndex
    ? item(text, block, segment)
    : member(text, block, typeof segment === "object" ? segment.key : segment);
}

function item(text: string, { at, column }: Block, index: number): Field | undefined {
  let dash = at;
  for (let left = index; left > 0; left--) {
    dash = nextAt(text, dash, column);
    if (dash === -1 || !isDash(text, dash)) return undefined;
  }
  return { behind: dash + 1, column };
}

function member(text: string, { at, column }: Block, name: string): Field | undefined {
  for (let key = at; key !== -1; key = nextAt(text, key, column)) {
    const end = key + name.length;
    if (text.charCodeAt(end) !== 58 || !text.startsWith(name, key) || plainKeyEnd(text, key) !== end) continue;
    return { key, behind: end + 1, column };
  }
  return undefined;
}

/** The block that a value is; undefined for nothing and for scalars. */
function blockOf(text: string, { key, behind, column }: Field): Block | undefined | typeof UNTOLD {
  if (column === -1) return contentFrom(text, behind);
  const at = behindBlanks(text, behind);
  const first = text.charCodeAt(at);
  if (first === BREAK || first === HASH) {
    const block = contentFrom(text, text.indexOf("\n", at) + 1);
    const isInside = block.column > column || (block.column === column && key !== undefined && isDash(text, block.at));
    return isInside ? block : undefined;
  }
  if (first === 91 || first === 123) return UNTOLD;
  return key === undefined && plainKeyEnd(text, at) !== -1 ? { at, column: column + 1 + at - behind } : undefined;
}

/** The first character of the next line that is neither empty nor a comment; column -1 behind the last. */
function contentFrom(text: string, lineStart: number): Block {
  let line = lineStart;
  for (;;) {
    const at = behindBlanks(text, line);
    const code = text.charCodeAt(at);
    if (code !== BREAK && code !== HASH) return { at, column: code === code ? at - line : -1 };
    line = text.indexOf("\n", at) + 1;
  }
}

/** The next line at a column, as long as no line before it lies less deep; -1 for none. */
function nextAt(text: string, from: number, column: number): number {
  let line = text.indexOf("\n", from) + 1;
  while (line !== 0) {
    const at = behindBlanks(text, line);
    const code = text.charCodeAt(at);
    if (code !== BREAK && code !== HASH) {
      if (code !== code || at - line < column) return -1;
      if (at - line === column) return at;
    }
    line = text.indexOf("\n", at) + 1;
  }
  return -1;
}

function behindBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === BLANK) at++;
  return at;
}

function isDash(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 45) return false;
  const next = text.charCodeAt(at + 1);
  return next === BLANK || next === BREAK;
}
