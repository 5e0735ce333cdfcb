import { type Cursor, isBlank, isBlankOrEnd, isBreak } from "./cursor.ts";

/** Line breaks between two lines of a flow scalar: one folds into a space, more of them keep all but the first. */
function folded(first: string, rest: string): string {
  if (first === "\n") return rest === "" ? " " : rest;
  return first + rest;
}

const FLOW_END = new Set(Array.from("?,[]{}", (character) => character.charCodeAt(0)));

function endsPlain(cursor: Cursor, inFlow: boolean): boolean {
  const code = cursor.peek();
  return code === 58 ? isBlankOrEnd(cursor.peek(1)) : inFlow && FLOW_END.has(code);
}

/** A plain scalar; `brokeLine` says that line breaks were read behind its last character. */
export interface PlainScan {
  readonly value: string;
  readonly end: number;
  readonly brokeLine: boolean;
}

/** Reads a plain scalar whose lines must stand deeper than the surrounding block's `indent`. */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): PlainScan {
  let value = "";
  let blanks = "";
  let firstBreak = "";
  let laterBreaks = "";
  let brokeLine = false;
  let end = cursor.position;
  for (;;) {
    if (cursor.atDocumentMarker() || cursor.peek() === 35) break;
    const start = cursor.position;
    while (!isBlankOrEnd(cursor.peek()) && !endsPlain(cursor, inFlow)) cursor.position++;
    if (cursor.position > start) {
      value += brokeLine ? folded(firstBreak, laterBreaks) : blanks;
      value += cursor.text.slice(start, cursor.position);
      blanks = firstBreak = laterBreaks = "";
      brokeLine = false;
      end = cursor.position;
    }
    if (!isBlank(cursor.peek()) && !isBreak(cursor.peek())) break;
    while (isBlank(cursor.peek()) || isBreak(cursor.peek())) {
      if (isBlank(cursor.peek())) {
        if (brokeLine && cursor.column < indent && cursor.peek() === 9) {
          cursor.fail("found a tab character that violates indentation");
        }
        if (!brokeLine) blanks += cursor.text[cursor.position];
        cursor.position++;
      } else if (brokeLine) {
        laterBreaks += cursor.takeBreak();
      } else {
        blanks = "";
        firstBreak = cursor.takeBreak();
        brokeLine = true;
      }
    }
    if (!inFlow && cursor.column < indent) break;
  }
  return { value, end, brokeLine };
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "'": "'",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function scanEscape(cursor: Cursor, startLine: number): string {
  const letter = cursor.text[cursor.position + 1] ?? "";
  const digits = HEX_DIGITS[letter];
  if (digits === undefined) {
    const character = ESCAPES[letter];
    if (character === undefined) cursor.failSince(startLine, "found unknown escape character");
    cursor.position += 2;
    return character;
  }
  const hex = cursor.text.slice(cursor.position + 2, cursor.position + 2 + digits);
  if (hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex)) {
    cursor.position += 2;
    cursor.failSince(startLine, "did not find expected hexdecimal number");
  }
  const code = Number.parseInt(hex, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    cursor.position += 2;
    cursor.failSince(startLine, "found invalid Unicode character escape code");
  }
  cursor.position += 2 + digits;
  return String.fromCodePoint(code);
}

/** Reads a quoted scalar, the cursor standing on its opening quote. */
export function scanQuoted(cursor: Cursor, quote: 34 | 39): string {
  const startLine = cursor.line;
  cursor.position++;
  let value = "";
  for (;;) {
    if (cursor.atDocumentMarker()) cursor.failSince(startLine, "found unexpected document indicator");
    if (cursor.atEnd) cursor.failSince(startLine, "found unexpected end of stream");
    let escapedBreak = false;
    let start = cursor.position;
    while (!isBlankOrEnd(cursor.peek())) {
      const code = cursor.peek();
      if (code === 39 && quote === 39 && cursor.peek(1) === 39) {
        value += `${cursor.text.slice(start, cursor.position)}'`;
        cursor.position += 2;
        start = cursor.position;
      } else if (code === quote) {
        break;
      } else if (code === 92 && quote === 34) {
        value += cursor.text.slice(start, cursor.position);
        if (isBreak(cursor.peek(1))) {
          cursor.position++;
          cursor.takeBreak();
          escapedBreak = true;
          start = cursor.position;
          break;
        }
        value += scanEscape(cursor, startLine);
        start = cursor.position;
      } else {
        cursor.position++;
      }
    }
    value += cursor.text.slice(start, cursor.position);
    if (cursor.peek() === quote) break;
    value += scanGap(cursor, escapedBreak);
  }
  cursor.position++;
  return value;
}

/** Blanks and breaks between two words of a quoted scalar. */
function scanGap(cursor: Cursor, escapedBreak: boolean): string {
  let blanks = "";
  let firstBreak = "";
  let laterBreaks = "";
  let broke = escapedBreak;
  while (isBlank(cursor.peek()) || isBreak(cursor.peek())) {
    if (isBlank(cursor.peek())) {
      if (!broke) blanks += cursor.text[cursor.position];
      cursor.position++;
    } else if (broke) {
      laterBreaks += cursor.takeBreak();
    } else {
      blanks = "";
      firstBreak = cursor.takeBreak();
      broke = true;
    }
  }
  return broke ? folded(firstBreak, laterBreaks) : blanks;
}

interface BlockHeader {
  readonly chomp: "clip" | "keep" | "strip";
  /** Columns that the header asks for; 0 where the first line decides. */
  readonly increment: number;
}

function scanIncrement(cursor: Cursor, startLine: number): number {
  const code = cursor.peek();
  if (!(code >= 48 && code <= 57)) return 0;
  if (code === 48) cursor.failSince(startLine, "found an indentation indicator equal to 0");
  cursor.position++;
  return code - 48;
}

function scanChomp(cursor: Cursor): BlockHeader["chomp"] | undefined {
  const code = cursor.peek();
  if (code !== 43 && code !== 45) return undefined;
  cursor.position++;
  return code === 43 ? "keep" : "strip";
}

function scanBlockHeader(cursor: Cursor): BlockHeader {
  const startLine = cursor.line;
  cursor.position++;
  const chompFirst = scanChomp(cursor);
  const increment = scanIncrement(cursor, startLine);
  const chomp = chompFirst ?? (increment === 0 ? undefined : scanChomp(cursor)) ?? "clip";
  while (isBlank(cursor.peek())) cursor.position++;
  if (cursor.peek() === 35) cursor.skipToBreak();
  if (!cursor.atEnd && !isBreak(cursor.peek())) {
    cursor.failSince(startLine, "did not find expected comment or line break");
  }
  if (!cursor.atEnd) cursor.takeBreak();
  return { chomp, increment };
}

/** Steps over indentation and empty lines; with `indent` 0, finds it out from the first line that is not empty. */
function scanIndentation(
  cursor: Cursor,
  block: { readonly indent: number; readonly parent: number; readonly startLine: number },
): { readonly indent: number; readonly breaks: string } {
  const { indent, parent, startLine } = block;
  const limit = indent === 0 ? Number.POSITIVE_INFINITY : indent;
  let breaks = "";
  let deepest = 0;
  for (;;) {
    while (cursor.column < limit && cursor.peek() === 32) cursor.position++;
    deepest = Math.max(deepest, cursor.column);
    if (cursor.column < limit && cursor.peek() === 9) {
      cursor.failSince(startLine, "found a tab character where an indentation space is expected");
    }
    if (!isBreak(cursor.peek())) break;
    breaks += cursor.takeBreak();
  }
  return { indent: indent === 0 ? Math.max(deepest, parent + 1, 1) : indent, breaks };
}

/** Reads a literal or folded scalar, the cursor standing on `|` or `>`. `parent` is the surrounding block's column. */
export function scanBlock(cursor: Cursor, parent: number): { readonly value: string; readonly end: number } {
  const startLine = cursor.line;
  const literal = cursor.peek() === 124;
  const { chomp, increment } = scanBlockHeader(cursor);
  const written = increment === 0 ? 0 : Math.max(parent, 0) + increment;
  let { indent, breaks } = scanIndentation(cursor, { indent: written, parent, startLine });
  let value = "";
  let lastBreak = "";
  let end = cursor.position;
  let lastStartsBlank = false;
  while (cursor.column === indent && !cursor.atEnd) {
    const startsBlank = isBlank(cursor.peek());
    if (!literal && lastBreak === "\n" && !lastStartsBlank && !startsBlank) {
      if (breaks === "") value += " ";
    } else {
      value += lastBreak;
    }
    value += breaks;
    lastStartsBlank = startsBlank;
    const start = cursor.position;
    cursor.skipToBreak();
    value += cursor.text.slice(start, cursor.position);
    end = cursor.position;
    lastBreak = cursor.atEnd ? "" : cursor.takeBreak();
    ({ indent, breaks } = scanIndentation(cursor, { indent, parent, startLine }));
  }
  if (chomp !== "strip") value += lastBreak;
  if (chomp === "keep") value += breaks;
  return { value, end };
}
