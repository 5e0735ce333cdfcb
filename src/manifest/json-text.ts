import type { TextNode } from "./go-yaml/node.ts";
import { NESTING_LIMIT } from "./go-yaml/parser.ts";

/**
 * Why a text is not JSON, in the words of Go's encoding/json as kubectl 1.36 is built with it. `offset` is where the wrong
 * part begins; `bytes`: how many bytes of UTF-8 it has, which Go counts to the place that it names.
 */
export class JsonSyntaxError extends Error {
  override readonly name = "JsonSyntaxError";
  readonly offset: number;
  readonly bytes: number;
  constructor(message: string, offset: number, bytes = 1) {
    super(message);
    this.offset = offset;
    this.bytes = bytes;
  }
}

const SPACE = /[ \t\r\n]*/y;
const PLAIN_STRING = /[ !#-[\]-\uffff]*/y;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/**
 * Reads one JSON value from `start` on; undefined where only white space is left. Throws `JsonSyntaxError`.
 * @see encoding/json, scanner.go
 */
export function parseJson(text: string, start: number): TextNode | undefined {
  const reader = new JsonReader(text, start);
  return reader.atEnd() ? undefined : reader.value("looking for beginning of value");
}

class JsonReader {
  readonly #text: string;
  #at: number;
  #depth = 0;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  atEnd(): boolean {
    this.#skipSpace();
    return this.#at >= this.#text.length;
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
  }

  #fail(context: string): never {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) throw new JsonSyntaxError("unexpected EOF", this.#at);
    const character = String.fromCodePoint(code);
    throw new JsonSyntaxError(`invalid character ${quoteRune(code)} ${context}`, this.#at, byteLength(character));
  }

  /** An escape is judged as a whole: a letter, or `u` and the four bytes after it. */
  #failEscape(start: number, size: number): never {
    const rest = new TextEncoder().encode(this.#text.slice(start, start + size));
    const isCut = /^\\(?:u[0-9a-fA-F]{0,3})?$/.test(this.#text.slice(start));
    if (isCut) throw new JsonSyntaxError("unexpected EOF", this.#text.length);
    const bytes = rest.slice(0, size);
    throw new JsonSyntaxError(`invalid escape sequence ${quoteBytes(bytes)} in string`, start, bytes.length);
  }

  value(context: string): TextNode {
    if (++this.#depth > NESTING_LIMIT) throw new JsonSyntaxError("exceeded max depth", this.#at);
    this.#skipSpace();
    const start = this.#at;
    const character = this.#text[start];
    const node = character === "{" ? this.#object() : character === "[" ? this.#array() : this.#scalar(context);
    this.#depth--;
    return node;
  }

  #object(): TextNode {
    const node = { kind: "mapping" as const, start: this.#at, end: 0, pairs: new Array<Pair>(), tag: "" };
    this.#at++;
    this.#skipSpace();
    if (this.#text[this.#at] !== "}") {
      do {
        this.#skipSpace();
        if (this.#text[this.#at] !== '"') this.#fail("looking for beginning of object key string");
        const key = this.#string();
        this.#expect(":", "after object key");
        node.pairs.push({ key, value: this.value("looking for beginning of value") });
      } while (this.#more("}", "after object key:value pair"));
    }
    node.end = ++this.#at;
    return node;
  }

  #array(): TextNode {
    const node = { kind: "sequence" as const, start: this.#at, end: 0, items: new Array<TextNode>(), tag: "" };
    this.#at++;
    this.#skipSpace();
    if (this.#text[this.#at] !== "]") {
      do node.items.push(this.value("looking for beginning of value"));
      while (this.#more("]", "after array element"));
    }
    node.end = ++this.#at;
    return node;
  }

  #expect(character: string, context: string): void {
    this.#skipSpace();
    if (this.#text[this.#at] !== character) this.#fail(context);
    this.#at++;
  }

  /** Steps over a comma; false at the closing character, which stays. */
  #more(closing: string, context: string): boolean {
    this.#skipSpace();
    const character = this.#text[this.#at];
    if (character === closing) return false;
    if (character !== ",") this.#fail(context);
    this.#at++;
    return true;
  }

  #scalar(context: string): TextNode {
    const character = this.#text[this.#at] ?? "";
    if (character === '"') return this.#string();
    if (character === "t") return this.#literal("true");
    if (character === "f") return this.#literal("false");
    if (character === "n") return this.#literal("null");
    if (character === "-" || (character >= "0" && character <= "9")) return this.#number();
    return this.#fail(context);
  }

  #literal(word: string): TextNode {
    const start = this.#at;
    for (const letter of word) {
      if (this.#text[this.#at] !== letter) this.#fail(`in literal ${word} (expecting '${letter}')`);
      this.#at++;
    }
    return { kind: "scalar", start, end: this.#at, value: word, plain: true, tag: "" };
  }

  #digits(context: string): void {
    const start = this.#at;
    while (/[0-9]/.test(this.#text[this.#at] ?? "")) this.#at++;
    if (this.#at === start) this.#fail(context);
  }

  #number(): TextNode {
    const start = this.#at;
    if (this.#text[this.#at] === "-") this.#at++;
    if (this.#text[this.#at] === "0") this.#at++;
    else this.#digits("in numeric literal");
    if (this.#text[this.#at] === ".") {
      this.#at++;
      this.#digits("in numeric literal");
    }
    if (/[eE]/.test(this.#text[this.#at] ?? "")) {
      this.#at++;
      if (/[+-]/.test(this.#text[this.#at] ?? "")) this.#at++;
      this.#digits("in numeric literal");
    }
    const end = this.#at;
    return { kind: "scalar", start, end, value: this.#text.slice(start, end), plain: true, tag: "" };
  }

  #string(): TextNode {
    const start = this.#at;
    let value = "";
    this.#at++;
    for (;;) {
      PLAIN_STRING.lastIndex = this.#at;
      PLAIN_STRING.test(this.#text);
      value += this.#text.slice(this.#at, PLAIN_STRING.lastIndex);
      this.#at = PLAIN_STRING.lastIndex;
      const character = this.#text[this.#at];
      if (character === '"') break;
      if (character !== "\\") this.#fail("in string");
      this.#at++;
      value += this.#escape();
    }
    this.#at++;
    return {
      kind: "scalar",
      start,
      end: this.#at,
      value: value.replace(LONE_SURROGATE, "\ufffd"),
      plain: false,
      tag: "",
    };
  }

  #escape(): string {
    const backslash = this.#at - 1;
    const letter = this.#text[this.#at] ?? "";
    const escaped = ESCAPES[letter];
    if (escaped === undefined && letter !== "u") this.#failEscape(backslash, 2);
    this.#at++;
    if (escaped !== undefined) return escaped;
    const digits = this.#text.slice(this.#at, this.#at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#failEscape(backslash, 6);
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
}

type Pair = { key: TextNode; value: TextNode };

const NAMED: Readonly<Record<number, string>> = { 7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r" };

/** Letters, marks, numbers, signs and the plain space. @see strconv, `IsPrint` */
const PRINTABLE = /^(?:[\p{L}\p{M}\p{N}\p{P}\p{S}]| )$/u;

function escapedRune(code: number): string {
  const character = String.fromCodePoint(code);
  if (PRINTABLE.test(character)) return character;
  const named = NAMED[code];
  if (named !== undefined) return `\\${named}`;
  if (code < 32 || code === 127) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}

/** @see strconv, `QuoteRune` */
function quoteRune(code: number): string {
  return code === 39 || code === 92 ? `'\\${String.fromCharCode(code)}'` : `'${escapedRune(code)}'`;
}

/** Bytes in back quotes, or as Go's string where these cannot hold them; part of a character is told byte by byte. */
function quoteBytes(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const isPlain = Array.from(text).every((character) => PRINTABLE.test(character) && !"` \ufffd".includes(character));
  if (isPlain) return `\`${text}\``;
  const whole = text.replace(/\ufffd+$/, "");
  const broken = Array.from(bytes.slice(byteLength(whole)), (byte) => `\\x${byte.toString(16)}`).join("");
  const quoted = Array.from(whole, (character) => {
    return character === '"' || character === "\\" ? `\\${character}` : escapedRune(character.codePointAt(0) ?? 0);
  });
  return `"${quoted.join("")}${broken}"`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** How many bytes of UTF-8 stand before an offset: Go counts in them. */
export function utf8Length(text: string, end: number): number {
  return byteLength(text.slice(0, end));
}
