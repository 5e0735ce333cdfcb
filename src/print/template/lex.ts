import { TemplateError } from "../jsonpath/template-error.ts";

type TokenKind = "text" | "open" | "close" | "space" | "field" | "variable" | "word" | "string" | "number" | "symbol";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly offset: number;
}

/** A fault in a template's text, with its line. */
export function parseError(text: string, offset: number, message: string): TemplateError {
  const line = text.slice(0, offset).split("\n").length;
  return new TemplateError(`template: output:${line}: ${message}`);
}

const INSIDE: readonly (readonly [kind: TokenKind, shape: RegExp])[] = [
  ["space", /[ \t\r\n]+/y],
  ["string", /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)+'/y],
  ["field", /\.[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ["number", /[-+]?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?)/y],
  ["variable", /\$[\p{L}\p{Nd}_]*/uy],
  ["word", /[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ["symbol", /:=|[=|(),.]/y],
];

function unexpected(text: string, offset: number): TemplateError {
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  if (character === '"') return parseError(text, offset, "unterminated quoted string");
  if (character === "`") return parseError(text, offset, "unterminated raw quoted string");
  if (character === "'") return parseError(text, offset, "unterminated character constant");
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return parseError(text, offset, `unrecognized character in action: U+${code} '${character}'`);
}

/** The tokens of one action, from behind its opening braces; the last one closes it. */
function lexAction(text: string, start: number): readonly Token[] {
  const tokens: Token[] = [];
  let offset = start;
  for (;;) {
    const close = /[ \t\r\n]+-\}\}|\}\}/y;
    close.lastIndex = offset;
    const end = close.exec(text)?.[0];
    if (end !== undefined) return [...tokens, { kind: "close", text: end, offset }];
    if (offset >= text.length) throw parseError(text, offset, "unclosed action");
    const token = tokenAt(text, offset);
    tokens.push(token);
    offset += token.text.length;
  }
}

function tokenAt(text: string, offset: number): Token {
  for (const [kind, shape] of INSIDE) {
    shape.lastIndex = offset;
    const found = shape.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, offset };
  }
  throw unexpected(text, offset);
}

/** Where the comment that begins an action ends: behind the action's closing braces. */
function commentEnd(text: string, start: number): { readonly end: number; readonly trims: boolean } {
  const close = text.indexOf("*/", start);
  if (close < 0) throw parseError(text, start, "unclosed comment");
  const after = /^([ \t\r\n]+-)?\}\}/.exec(text.slice(close + 2));
  if (after === null) throw parseError(text, close, "comment ends before closing delimiter");
  return { end: close + 2 + after[0].length, trims: after[1] !== undefined };
}

/**
 * The tokens of a template. Text is trimmed where `{{- ` and ` -}}` say so, comments are left out.
 * @throws TemplateError with Go's sentence
 * @see text/template/parse/lex.go of Go 1.26
 */
export function lexTemplate(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  let trims = false;
  while (offset < text.length) {
    const open = text.indexOf("{{", offset);
    const end = open < 0 ? text.length : open;
    const trimsBefore = open >= 0 && /^\{\{-[ \t\r\n]/.test(text.slice(open, open + 4));
    const plain = trimmed(text.slice(offset, end), trims, trimsBefore);
    if (plain !== "") tokens.push({ kind: "text", text: plain, offset });
    if (open < 0) break;
    const inside = open + (trimsBefore ? 4 : 2);
    if (text.startsWith("/*", inside)) ({ end: offset, trims } = commentEnd(text, inside));
    else {
      const action = lexAction(text, inside);
      tokens.push({ kind: "open", text: "{{", offset: open }, ...action);
      const close = action.at(-1);
      offset = (close?.offset ?? 0) + (close?.text.length ?? 0);
      trims = close?.text !== "}}";
    }
  }
  return tokens;
}

function trimmed(text: string, start: boolean, end: boolean): string {
  const tail = end ? text.replace(/[ \t\r\n]+$/, "") : text;
  return start ? tail.replace(/^[ \t\r\n]+/, "") : tail;
}
