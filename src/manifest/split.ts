/** One YAML document of a file: what stands between two `---` lines. */
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
 * Cuts a stream at its `---` lines, wherever they stand, also inside scalars. A line of `---` may carry a comment;
 * anything else on it ends the reading, and the document before it is lost.
 * @see k8s.io/apimachinery/pkg/util/yaml/decoder.go, `YAMLReader.Read` (1.36)
 */
export function* splitDocuments(text: string, firstLine = 1): Generator<Chunk | BadSeparator> {
  let start = 0;
  let line = firstLine;
  for (;;) {
    const separator = nextSeparator(text, start);
    const end = separator === -1 ? text.length : separator;
    if (separator === -1) {
      if (end > start) yield { text: lines(text.slice(start, end)), firstLine: line };
      return;
    }
    const separatorLine = line + countLines(text, start, separator);
    const lineEnd = text.indexOf("\n", separator);
    const written = text.slice(separator + 3, lineEnd === -1 ? text.length : lineEnd);
    const trailing = written.trim();
    if (trailing !== "" && !trailing.startsWith("#")) {
      yield { trailing, line: separatorLine, column: 4 + written.indexOf(trailing) };
      return;
    }
    if (end > start) yield { text: lines(text.slice(start, end)), firstLine: line };
    if (lineEnd === -1) return;
    start = lineEnd + 1;
    line = separatorLine + 1;
  }
}

function nextSeparator(text: string, from: number): number {
  if (text.startsWith("---", from)) return from;
  const before = text.indexOf("\n---", from);
  return before === -1 ? -1 : before + 1;
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
