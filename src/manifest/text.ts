import { keepingLast } from "../base/last-answer.ts";

import type { Position } from "../base/source.ts";

/** Made once: with thousands of files, making it takes longer than decoding. */
const UTF8 = new TextDecoder("utf-8");

/**
 * The text of a file as kubectl reads it: UTF-16 where a byte order mark says so, else UTF-8, the mark taken off and
 * every broken sequence replaced by U+FFFD.
 * @see k8s.io/cli-runtime/pkg/resource/visitor.go, `StreamVisitor.Visit`: `unicode.BOMOverride`
 */
export const textOf = keepingLast((bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16le").decode(swapped(bytes));
  return UTF8.decode(bytes);
});

/** Whether the text of a file is what its bytes say, with no broken sequence replaced. */
export function isWellFormed(bytes: Uint8Array): boolean {
  const encoding = bytes[0] === 0xff ? "utf-16le" : bytes[0] === 0xfe ? "utf-16be" : "utf-8";
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function swapped(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let i = 0; i < out.length; i += 2) {
    out[i] = bytes[i + 1] ?? 0;
    out[i + 1] = bytes[i] ?? 0;
  }
  return out;
}

/** Where the lines of a text begin, for texts of which many positions are asked. */
const lineStarts = new WeakMap<object, Uint32Array>();

function startsOf(text: string): Uint32Array {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}

/** The last line that begins at or before an offset, from zero. */
function lineOf(starts: Uint32Array, offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Line and column of an offset, both from one; `firstLine` is the line on which the text begins in its file. */
export function positionIn(text: string, offset: number, firstLine: number): Position {
  let line = firstLine;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", lineStart)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: Math.min(offset, text.length) - lineStart + 1 };
}

/** A document's text, and the line of its file on which it begins. */
interface Lines {
  readonly text: string;
  readonly firstLine: number;
}

function rememberedStarts(document: Lines): Uint32Array {
  let starts = lineStarts.get(document);
  if (starts === undefined) lineStarts.set(document, (starts = startsOf(document.text)));
  return starts;
}

/** Of a longer text it is remembered where its lines begin: to count them again for each position takes too long. */
export const LONGEST_RECOUNTED = 16_384;

/** As `positionIn`, for a document of which more positions will be asked. */
export function positionInDocument(document: Lines, offset: number): Position {
  const { text, firstLine } = document;
  if (text.length <= LONGEST_RECOUNTED) return positionIn(text, offset, firstLine);
  const starts = rememberedStarts(document);
  const line = lineOf(starts, Math.min(offset, text.length));
  return { line: firstLine + line, column: Math.min(offset, text.length) - (starts[line] ?? 0) + 1 };
}

/** What stands between two positions of a document. */
export function textBetween(document: Lines, start: Position, end: Position): string {
  const starts = rememberedStarts(document);
  const offset = ({ line, column }: Position): number => (starts[line - document.firstLine] ?? 0) + column - 1;
  return document.text.slice(offset(start), offset(end));
}
