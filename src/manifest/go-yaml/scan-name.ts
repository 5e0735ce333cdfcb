import { type Cursor, isBlank, isBlankOrEnd, isBreak, isWord } from "./cursor.ts";

const AFTER_ANCHOR = new Set(Array.from("?:,]}%@`", (character) => character.charCodeAt(0)));

/** Reads the name behind `&` or `*`. */
export function scanAnchor(cursor: Cursor): string {
  const startLine = cursor.line;
  cursor.position++;
  const start = cursor.position;
  while (isWord(cursor.peek())) cursor.position++;
  const name = cursor.text.slice(start, cursor.position);
  if (name === "" || !(isBlankOrEnd(cursor.peek()) || AFTER_ANCHOR.has(cursor.peek()))) {
    cursor.failSince(startLine, "did not find expected alphabetic or numeric character");
  }
  return name;
}

const URI_CHARACTER = /[A-Za-z0-9_\-;/?:@&=+$,.!~*'()[\]%]/y;

function scanUri(cursor: Cursor, startLine: number, required: boolean): string {
  const start = cursor.position;
  for (;;) {
    URI_CHARACTER.lastIndex = cursor.position;
    if (!URI_CHARACTER.test(cursor.text)) break;
    if (cursor.peek() === 37 && !/^%[0-9a-fA-F]{2}/.test(cursor.text.slice(cursor.position, cursor.position + 3))) {
      cursor.failSince(startLine, "did not find URI escaped octet");
    }
    cursor.position++;
  }
  const uri = cursor.text.slice(start, cursor.position);
  if (uri === "" && required) cursor.failSince(startLine, "did not find expected tag URI");
  return decodeOctets(uri);
}

function decodeOctets(uri: string): string {
  if (!uri.includes("%")) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function scanHandle(cursor: Cursor): string {
  const start = cursor.position;
  cursor.position++;
  while (isWord(cursor.peek())) cursor.position++;
  if (cursor.peek() === 33) cursor.position++;
  return cursor.text.slice(start, cursor.position);
}

/** A tag as written: `!handle!suffix`, or a whole URI with an empty handle. */
export interface TagScan {
  readonly handle: string;
  readonly suffix: string;
}

/** Reads a tag, the cursor standing on `!`. */
export function scanTag(cursor: Cursor): TagScan {
  const startLine = cursor.line;
  const tag = cursor.peek(1) === 60 ? scanVerbatim(cursor, startLine) : scanShorthand(cursor, startLine);
  if (!isBlankOrEnd(cursor.peek())) cursor.failSince(startLine, "did not find expected whitespace or line break");
  return tag;
}

function scanVerbatim(cursor: Cursor, startLine: number): TagScan {
  cursor.position += 2;
  const suffix = scanUri(cursor, startLine, true);
  if (cursor.peek() !== 62) cursor.failSince(startLine, "did not find the expected '>'");
  cursor.position++;
  return { handle: "", suffix };
}

function scanShorthand(cursor: Cursor, startLine: number): TagScan {
  const handle = scanHandle(cursor);
  if (handle.length >= 2 && handle.endsWith("!")) return { handle, suffix: scanUri(cursor, startLine, true) };
  const suffix = handle.slice(1) + scanUri(cursor, startLine, false);
  return suffix === "" ? { handle: "", suffix: "!" } : { handle: "!", suffix };
}

/** A line that begins with `%`. */
export type Directive =
  | { readonly name: "YAML"; readonly major: number; readonly minor: number }
  | { readonly name: "TAG"; readonly handle: string; readonly prefix: string };

function skipBlanks(cursor: Cursor): void {
  while (isBlank(cursor.peek())) cursor.position++;
}

function scanVersionNumber(cursor: Cursor, startLine: number): number {
  const start = cursor.position;
  while (cursor.peek() >= 48 && cursor.peek() <= 57) {
    if (cursor.position - start >= 2) cursor.failSince(startLine, "found extremely long version number");
    cursor.position++;
  }
  if (cursor.position === start) cursor.failSince(startLine, "did not find expected version number");
  return Number(cursor.text.slice(start, cursor.position));
}

function scanVersion(cursor: Cursor, startLine: number): Directive {
  skipBlanks(cursor);
  const major = scanVersionNumber(cursor, startLine);
  if (cursor.peek() !== 46) cursor.failSince(startLine, "did not find expected digit or '.' character");
  cursor.position++;
  return { name: "YAML", major, minor: scanVersionNumber(cursor, startLine) };
}

function scanTagDirective(cursor: Cursor, startLine: number): Directive {
  skipBlanks(cursor);
  if (cursor.peek() !== 33) cursor.failSince(startLine, "did not find expected '!'");
  const handle = scanHandle(cursor);
  if (handle !== "!" && !handle.endsWith("!")) cursor.failSince(startLine, "did not find expected '!'");
  if (!isBlank(cursor.peek())) cursor.failSince(startLine, "did not find expected whitespace");
  skipBlanks(cursor);
  const prefix = scanUri(cursor, startLine, true);
  if (!isBlankOrEnd(cursor.peek())) cursor.failSince(startLine, "did not find expected whitespace or line break");
  return { name: "TAG", handle, prefix };
}

/** Reads a directive, the cursor standing on `%`. */
export function scanDirective(cursor: Cursor): Directive {
  const startLine = cursor.line;
  cursor.position++;
  const start = cursor.position;
  while (isWord(cursor.peek())) cursor.position++;
  const name = cursor.text.slice(start, cursor.position);
  if (name === "") cursor.failSince(startLine, "could not find expected directive name");
  if (!isBlankOrEnd(cursor.peek())) cursor.failSince(startLine, "found unexpected non-alphabetical character");
  if (name !== "YAML" && name !== "TAG") cursor.failSince(startLine, "found unknown directive name");
  const directive = name === "YAML" ? scanVersion(cursor, startLine) : scanTagDirective(cursor, startLine);
  skipBlanks(cursor);
  if (cursor.peek() === 35) cursor.skipToBreak();
  if (!cursor.atEnd && !isBreak(cursor.peek())) {
    cursor.failSince(startLine, "did not find expected comment or line break");
  }
  if (!cursor.atEnd) cursor.takeBreak();
  return directive;
}
