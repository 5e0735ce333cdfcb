/** One YAML document of a file: what stands between two `---` lines, and the first of them if nothing is before it. */
export interface Chunk {
  /** Line breaks are `\n`, and there is one at the end. */
  readonly text: string;
  /** The line of the file, from one, on which `text` begins. */
  readonly firstLine: number;
}

/** A `---` line with something behind it. */
export interface BadSeparator {
  readonly trailing: string;
  readonly line: number;
  /** From one. */
  readonly column: number;
}

/**
 * Cuts a stream at its `---` lines, wherever they stand, also inside scalars. One that would end an empty document is
 * part of the next. A line of `---` may carry a comment; anything else on it ends the reading, and the document before
 * it is lost.
 * @see k8s.io/apimachinery/pkg/util/yaml/decoder.go, `YAMLReader.Read` (1.36)
 */
export function* splitDocuments(text: string, firstLine = 1): Generator<Chunk | BadSeparator> {
  let start = 0;
  let line = firstLine;
  for (let from = 0; start < text.length;) {
    const end = nextSeparator(text, from);
    from = nextLine(text, end);
    const written = text.slice(end + 3, from);
    const trailing = written.trim();
    if (trailing !== "" && !trailing.startsWith("#")) {
      yield { trailing, line: line + countLines(text, start, end), column: 4 + written.indexOf(trailing) };
      return;
    }
    if (end === start) continue;
    yield { text: lines(text.slice(start, end)), firstLine: line };
    line += countLines(text, start, from);
    start = from;
  }
}

/** Where the next `---` line begins; the text's end when there is none. */
function nextSeparator(text: string, from: number): number {
  if (text.startsWith("---", from)) return from;
  const before = text.indexOf("\n---", from);
  return before === -1 ? text.length : before + 1;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end + 1;
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

function lines(text: string): string {
  const unix = text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
  return unix.endsWith("\n") ? unix : `${unix}\n`;
}
