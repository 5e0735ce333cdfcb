import { evaluateJsonPath } from "../jsonpath/evaluate.ts";
import { goPrint } from "../jsonpath/go-value.ts";
import type { ListNode } from "../jsonpath/node.ts";
import { parseJsonPath } from "../jsonpath/parse.ts";
import { relaxedPath } from "../jsonpath/relaxed.ts";
import { TemplateError } from "../jsonpath/template-error.ts";
import { align, escapeTerminal } from "../tables/align.ts";

/** A column of the user's: its header, and the path to its cells. */
export interface CustomColumn {
  readonly header: string;
  readonly path: string;
}

/**
 * Reads `NAME:.metadata.name,IMAGE:.spec.containers[0].image`.
 * @throws TemplateError with the sentence that follows `error: `
 * @see staging/src/k8s.io/kubectl/pkg/cmd/get/customcolumn.go (1.36)
 */
export function customColumnsOf(spec: string): readonly CustomColumn[] {
  if (spec === "") throw new TemplateError("custom-columns format specified but no custom columns given");
  return spec.split(",").map((part) => {
    const colon = part.indexOf(":");
    if (colon < 0) {
      throw new TemplateError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return { header: part.slice(0, colon), path: relaxedPath(part.slice(colon + 1)) };
  });
}

function wordsOf(line: string | undefined, missing: string): readonly string[] {
  if (line === undefined) {
    const expected = "one line of space separated headers, one line of space separated column specs.";
    throw new TemplateError(`invalid template, missing ${missing} line. Expected format is ${expected}`);
  }
  return line.split(/\s+/u).filter((word) => word !== "");
}

/** Reads the text of a `custom-columns-file`: a line of headers, a line of paths. */
export function customColumnsOfFile(text: string): readonly CustomColumn[] {
  const lines = text === "" ? [] : text.split(/\r?\n/);
  const headers = wordsOf(lines[0], "header");
  const paths = wordsOf(lines[1] === "" && lines.length === 2 ? undefined : lines[1], "spec");
  if (headers.length !== paths.length) {
    const counts = `number of headers (${headers.length}) and field specifications (${paths.length})`;
    throw new TemplateError(`${counts} don't match`);
  }
  return headers.map((header, index) => ({ header, path: relaxedPath(paths[index] ?? "") }));
}

function cellOf(path: ListNode, object: unknown): string {
  const parts = evaluateJsonPath(path, object);
  const values = parts.flat().map((value) => escapeTerminal(goPrint(value)));
  return (parts[0]?.length ?? 0) === 0 ? ["<none>", ...values].join(",") : values.join(",");
}

/** The lines made, and what stopped them from being all. */
export interface ColumnsPrinted {
  readonly text: string;
  readonly error: TemplateError | undefined;
}

/** Prints objects in the user's columns, as far as their paths can be followed. */
export function printCustomColumns(
  columns: readonly CustomColumn[],
  objects: readonly unknown[],
  headers: boolean,
): ColumnsPrinted {
  const lines: (readonly string[])[] = headers ? [columns.map(({ header }) => header)] : [];
  try {
    const paths = columns.map(({ path }) => parseJsonPath(path));
    for (const object of objects) lines.push(paths.map((path) => cellOf(path, object)));
    return { text: align(lines), error: undefined };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { text: align(lines), error };
  }
}
