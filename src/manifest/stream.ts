import type { LocatedRange } from "../base/source.ts";
import type { DocumentText } from "./document.ts";
import { readPlainBlocks } from "./fast-block.ts";
import { firstControlCharacter } from "./go-yaml/control-characters.ts";
import { YamlSyntaxError } from "./go-yaml/cursor.ts";
import { decodeNode } from "./go-yaml/decode.ts";
import { parseYaml } from "./go-yaml/parser.ts";
import { YamlMeaningError } from "./go-yaml/scalar.ts";
import { JsonSyntaxError, parseJson, utf8Length } from "./json-text.ts";
import { offsetRange } from "./locate.ts";
import { type Chunk, splitDocuments } from "./split.ts";
import { positionIn } from "./text.ts";

/** A document's value; `raw` is how it is written when it is JSON. */
export interface DecodedDocument {
  readonly document: DocumentText;
  readonly value: unknown;
  readonly raw?: string;
}

export interface DecodeFailure {
  readonly failure: { readonly message: string; readonly at: LocatedRange; readonly hint?: string };
}

/**
 * The documents of a stream in turn, up to the first that cannot be parsed. A stream that begins with `{` is JSON
 * values one behind another for as long as they are JSON, and YAML from there on when it is that, unless two values
 * have shown that it is JSON.
 * @see k8s.io/apimachinery/pkg/util/yaml/decoder.go, `YAMLOrJSONDecoder.Decode` (1.36)
 */
export function* decodeStream(file: string, text: string): Generator<DecodedDocument | DecodeFailure> {
  if (/^\s*\{/.test(text.slice(0, 4096))) yield* decodeJsonStream(file, text);
  else yield* decodeYamlStream(file, text, 1);
}

function* decodeYamlStream(file: string, text: string, firstLine: number): Generator<DecodedDocument | DecodeFailure> {
  for (const chunk of splitDocuments(text, firstLine)) {
    if ("trailing" in chunk) {
      const start = { line: chunk.line, column: chunk.column };
      const end = { line: chunk.line, column: chunk.column + chunk.trailing.length };
      const message = `invalid Yaml document separator: ${chunk.trailing}`;
      const hint = "nothing but a comment may stand behind ---; put the text on the next line";
      yield { failure: { message, at: { file, start, end, exact: true }, hint } };
      return;
    }
    const decoded = decodeChunk(file, chunk);
    yield decoded;
    if ("failure" in decoded) return;
  }
}

function decodeChunk(file: string, { text, firstLine }: Chunk): DecodedDocument | DecodeFailure {
  const plain = readPlainBlocks(text);
  const document: DocumentText = { file, format: "yaml", text, start: 0, firstLine, unusual: plain === undefined };
  if (plain !== undefined) return { document, value: plain };
  const control = firstControlCharacter(text);
  try {
    const node = parseYaml(text);
    if (control === undefined) return { document, value: node === undefined ? null : decodeNode(node) };
  } catch (error) {
    if (!(error instanceof YamlSyntaxError || error instanceof YamlMeaningError)) throw error;
    if (control === undefined || (error instanceof YamlSyntaxError && error.offset < control.noticedFrom)) {
      const words = error instanceof YamlSyntaxError ? `yaml: ${error.message}` : error.message;
      return yamlFailure(document, words, error.offset);
    }
  }
  return yamlFailure(document, "yaml: control characters are not allowed", control.offset);
}

function yamlFailure(document: DocumentText, words: string, offset: number): DecodeFailure {
  const at = offsetRange(document, { start: offset, end: offset + 1, exact: true });
  const hint = hintFor(words, document.text, offset);
  const message = `error converting YAML to JSON: ${words}`;
  return { failure: { message, at, ...(hint === undefined ? {} : { hint }) } };
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/invalid map key: map\[/, "quote the value if {{ … }} is meant as text, or render the template first"],
  [/found a tab character|cannot start any token/, "indent with spaces: YAML does not allow tabs"],
  [/mapping values are not allowed/, "check the indentation, and quote values that contain `: `"],
  [/did not find expected (?:key|'-' indicator)/, "this line is not indented like the lines around it"],
  [/did not find expected ',' or/, "put commas between the elements, and quote values that contain `: `"],
  [/could not find expected ':'/, "write a colon and a space behind each name, and # before what is a comment"],
  [/unexpected end of stream/, "close the quotation mark that is still open here"],
  [/control characters/, "write it as an escape within double quotes, or take it out"],
  [/excessive aliasing/, "write the values out instead of nesting aliases"],
  [/incompatible YAML document/, "kubectl reads YAML 1.1: leave the %YAML line out"],
];

const NOT_CLOSED = "close the brackets and quotation marks that are still open here";
const A_TEMPLATE = "render the template first, for example with helm template";

function hintFor(words: string, text: string, offset: number): string | undefined {
  const hint = HINTS.find(([pattern]) => pattern.test(words))?.[1];
  const element = /^ *(-[A-Za-z]\w*:)(?=\s)/m.exec(text.slice(Math.max(0, offset - 200), offset))?.[1];
  if (element !== undefined && words.includes("did not find expected key")) {
    return `put a space behind the hyphen of ${element}`;
  }
  if (words.includes("cannot start any token") && text[offset] !== "\t") {
    return `quote values that begin with ${text[offset] ?? "this"}`;
  }
  return hint;
}

function* decodeJsonStream(file: string, text: string): Generator<DecodedDocument | DecodeFailure> {
  let start = 0;
  for (let count = 0; ; count++) {
    const document: DocumentText = { file, format: "json", text, start, firstLine: 1, unusual: true };
    try {
      const node = parseJson(text, start);
      if (node === undefined) return;
      yield { document, value: decodeNode(node), raw: text.slice(node.start, node.end) };
      start = node.end;
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      if (count > 1) yield jsonFailure(document, error, "");
      else yield* decodeRestAsYaml(document, error);
      return;
    }
  }
}

/** kubectl looks at so many bytes at once for where the YAML may begin; where fewer are left, it does not look. */
const LEAST_YAML = 4;

function isLongEnough(text: string, from: number): boolean {
  return new TextEncoder().encode(text.slice(from, from + LEAST_YAML)).length >= LEAST_YAML;
}

/** What is not JSON may be YAML; if it is not either, the mistake in the JSON is told. */
function* decodeRestAsYaml(document: DocumentText, error: JsonSyntaxError): Generator<DecodedDocument | DecodeFailure> {
  const { file, text, start } = document;
  const end = start + (/^[^\S\n]*/.exec(text.slice(start))?.[0].length ?? 0);
  const from = text[end] === "\n" ? end + 1 : end;
  const told = jsonFailure(document, error, `json: offset ${utf8Length(text, error.offset) + error.bytes}: `);
  if (!isLongEnough(text, end)) return yield told;
  let first = true;
  for (const decoded of decodeYamlStream(file, text.slice(from), positionIn(text, from, 1).line)) {
    if (first && "failure" in decoded) {
      yield told;
      return;
    }
    first = false;
    yield decoded;
  }
}

function jsonFailure(document: DocumentText, { message, offset }: JsonSyntaxError, prefix: string): DecodeFailure {
  const at = offsetRange(document, { start: offset, end: offset + 1, exact: true });
  if (message === "unexpected EOF") return { failure: { message, at, hint: NOT_CLOSED } };
  const isTemplate = /^\s*\{\{/.test(document.text.slice(document.start));
  return { failure: { message: `${prefix}${message}`, at, ...(isTemplate ? { hint: A_TEMPLATE } : {}) } };
}
