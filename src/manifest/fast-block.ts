import { Cursor } from "./go-yaml/cursor.ts";
import { resolvePlain } from "./go-yaml/resolve.ts";
import { scanBlock } from "./go-yaml/scan-scalar.ts";
import { knownBlocks, LONGEST_BLOCK } from "./known-blocks.ts";
import { nameIn, plainKeyEnd } from "./plain-key.ts";

/** Thrown, never shown: the text is not of the plain kind. */
const UNUSUAL = new Error("unusual");

const UNUSUAL_CHARACTER = /[^\n -~\u00a0-\u2027\u202a-\ufefe\uff00-\ufffd]/;
const MARKER = /--- *(?: #[^\n]*)?\n/y;
const FLOW_KEY = /[A-Za-z_][\w./-]{0,200}(?=: )/y;
const FLOW_PLAIN = /[\w./+=$-]+(?= *[,\]}])/y;
const BLOCK_HEADER = /\|([+-]?) *\n/y;
/** Words that YAML 1.1 and 1.2 read differently, in any case. */
const DISPUTED = /^(?:y|n|yes|no|on|off)$/i;
const WORD_VALUES = new Map<string, boolean | null>([
  ["~", null],
  ["null", null],
  ["Null", null],
  ["NULL", null],
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);
const SMALL_INTEGER = /^-?(?:0|[1-9][0-9]{0,14})$/;
const SMALL_FRACTION = /^-?(?:0|[1-9][0-9]{0,9})\.[0-9]{1,9}$/;
const NESTING_LIMIT = 60;

/**
 * Reads the common shape of manifests: block mappings and sequences, scalars on one line, literal blocks, short flow
 * collections. Undefined for everything else, also for text with mistakes, duplicate keys, and scalars that YAML 1.2
 * reads as another value: those are for `parseYaml`. What it does read is what `parseYaml` and `decodeNode` make of it.
 */
export function readPlainBlocks(text: string): Record<string, unknown> | undefined {
  if (UNUSUAL_CHARACTER.test(text)) return undefined;
  try {
    return new BlockReader(text).root();
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

class BlockReader {
  readonly #text: string;
  #at = 0;
  /** Where the current line begins. */
  #lineStart = 0;
  /** Column of the next line with content; -1 behind the last. */
  #indent = 0;
  #depth = 0;
  /** The next ` #`, as far as it is looked for. */
  #comment = -1;

  constructor(text: string) {
    this.#text = text;
  }

  root(): Record<string, unknown> {
    MARKER.lastIndex = 0;
    if (MARKER.test(this.#text)) this.#at = MARKER.lastIndex;
    this.#nextLine();
    if (this.#indent !== 0 || this.#atDash()) throw UNUSUAL;
    const object = this.#mapping(0);
    if (this.#at < this.#text.length) throw UNUSUAL;
    return object;
  }

  /** From the beginning of a line, steps to the first character of the next line with content. */
  #nextLine(): void {
    const text = this.#text;
    let at = this.#at;
    for (;;) {
      const start = at;
      let code = text.charCodeAt(at);
      while (code === 32) code = text.charCodeAt(++at);
      if (code === 35) {
        at = text.indexOf("\n", at) + 1;
        if (at === 0) throw UNUSUAL;
      } else if (code === 10) {
        at++;
      } else {
        this.#at = at;
        this.#lineStart = start;
        this.#indent = code === code ? at - start : -1;
        return;
      }
    }
  }

  /** Behind a value: steps over blanks, a comment and the line break. */
  #endLine(at: number): void {
    const text = this.#text;
    let code = text.charCodeAt(at);
    const start = at;
    while (code === 32) code = text.charCodeAt(++at);
    if (code === 35 && at > start) {
      at = text.indexOf("\n", at);
      code = text.charCodeAt(at);
    }
    if (code !== 10) throw UNUSUAL;
    this.#at = at + 1;
    this.#nextLine();
  }

  #atDash(): boolean {
    return isDash(this.#text, this.#at);
  }

  #block(): unknown {
    const indent = this.#indent;
    const isSequence = this.#atDash();
    const start = this.#at;
    const end = this.#blockEnd(indent, isSequence);
    if (end === -1) return this.#parsedBlock(indent, isSequence);
    const source = this.#text.slice(start, end);
    const known = knownBlocks.get(indent, source);
    if (known === undefined) {
      const block = this.#parsedBlock(indent, isSequence);
      knownBlocks.add(indent, source, block);
      return block;
    }
    this.#at = end;
    this.#nextLine();
    return known;
  }

  #parsedBlock(indent: number, isSequence: boolean): Record<string, unknown> | unknown[] {
    if (++this.#depth > NESTING_LIMIT) throw UNUSUAL;
    const value = isSequence ? this.#sequence(indent) : this.#mapping(indent);
    this.#depth--;
    return value;
  }

  /** Where the lines of a block end that begins here, comments behind it not counted; -1 for a long one. */
  #blockEnd(indent: number, isSequence: boolean): number {
    const text = this.#text;
    const limit = this.#at + LONGEST_BLOCK;
    let end = -1;
    let line = text.indexOf("\n", this.#at) + 1;
    while (line !== 0 && line <= limit) {
      let at = line;
      let code = text.charCodeAt(at);
      while (code === 32) code = text.charCodeAt(++at);
      if (code !== 10) {
        const column = at - line;
        const isInside = column > indent || (column === indent && code !== 35 && isDash(text, at) === isSequence);
        if (isInside) end = -1;
        else if (end === -1) end = line;
        if (!isInside && code !== 35) return end;
      }
      line = text.indexOf("\n", at) + 1;
    }
    return -1;
  }

  #mapping(indent: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    do {
      const name = this.#key();
      if (Object.hasOwn(object, name) || name === "__proto__") throw UNUSUAL;
      object[name] = this.#member(indent);
    } while (this.#indent === indent && !this.#atDash());
    if (this.#indent > indent) throw UNUSUAL;
    return object;
  }

  #key(): string {
    const end = plainKeyEnd(this.#text, this.#at);
    if (end === -1) throw UNUSUAL;
    const name = nameIn(this.#text, this.#at, end);
    this.#at = end + 1;
    if (name.length <= 5 && (DISPUTED.test(name) || WORD_VALUES.has(name))) throw UNUSUAL;
    return name;
  }

  /** What stands behind `key:`. */
  #member(indent: number): unknown {
    const at = this.#skipBlanks();
    const code = this.#text.charCodeAt(at);
    if (code !== 10 && code !== 35) return this.#inline(indent);
    this.#endLine(at === this.#at ? at : at - 1);
    if (this.#indent > indent || (this.#indent === indent && this.#atDash())) return this.#block();
    return null;
  }

  #skipBlanks(): number {
    let at = this.#at;
    while (this.#text.charCodeAt(at) === 32) at++;
    return at;
  }

  #sequence(indent: number): unknown[] {
    const items: unknown[] = [];
    do {
      this.#at++;
      items.push(this.#item(indent));
    } while (this.#indent === indent && this.#atDash());
    if (this.#indent > indent) throw UNUSUAL;
    return items;
  }

  #item(indent: number): unknown {
    const at = this.#skipBlanks();
    const code = this.#text.charCodeAt(at);
    if (code === 10 || code === 35) {
      this.#endLine(at === this.#at ? at : at - 1);
      return this.#indent > indent ? this.#block() : null;
    }
    if (plainKeyEnd(this.#text, at) === -1) return this.#inline(indent);
    this.#at = at;
    this.#indent = at - this.#lineStart;
    return this.#block();
  }

  /** A value that begins on the line of its key or dash, read with the line's end. */
  #inline(indent: number): unknown {
    const text = this.#text;
    const at = this.#skipBlanks();
    const code = text.charCodeAt(at);
    if (code === 34 || code === 39) return this.#quoted(at, code);
    if (code === 124) return this.#literal(at, indent);
    if (code === 62) return this.#scannedBlock(at, indent);
    if (code === 91 || code === 123) {
      this.#at = at;
      const value = this.#flow();
      this.#endLine(this.#at);
      return value;
    }
    return this.#plain(at);
  }

  #quoted(at: number, quote: 34 | 39): string {
    const end = this.#quoteEnd(at, quote);
    this.#endLine(end + 1);
    return this.#text.slice(at + 1, end);
  }

  #quoteEnd(at: number, quote: 34 | 39): number {
    const text = this.#text;
    for (let end = at + 1; ; end++) {
      const code = text.charCodeAt(end);
      if (code === quote) {
        if (quote === 39 && text.charCodeAt(end + 1) === 39) throw UNUSUAL;
        return end;
      }
      if (code === 10 || code !== code || (code === 92 && quote === 34)) throw UNUSUAL;
    }
  }

  #plain(at: number): unknown {
    const text = this.#text;
    const first = text.charCodeAt(at);
    if (
      first < 48
        ? !(first === 45 || first === 46 || first === 47 || first === 43 || first === 36 || first === 40)
        : !mayBeginPlain(first)
    ) {
      throw UNUSUAL;
    }
    if (first === 45 && text.charCodeAt(at + 1) <= 32) throw UNUSUAL;
    const lineEnd = text.indexOf("\n", at);
    if (this.#comment < at) this.#comment = nextComment(text, at);
    let end = Math.min(this.#comment, lineEnd);
    while (text.charCodeAt(end - 1) === 32) end--;
    const value = text.slice(at, end);
    if (value.includes(":") && /:(?: |$)/.test(value)) throw UNUSUAL;
    this.#at = lineEnd + 1;
    this.#nextLine();
    return plainValue(value);
  }

  /** A literal block, cut out line by line. */
  #literal(at: number, parent: number): string {
    BLOCK_HEADER.lastIndex = at;
    const header = BLOCK_HEADER.exec(this.#text);
    if (header === null) return this.#scannedBlock(at, parent);
    const text = this.#text;
    let start = BLOCK_HEADER.lastIndex;
    let content = start;
    while (text.charCodeAt(content) === 32) content++;
    const indent = content - start;
    if (indent <= parent || text.charCodeAt(content) === 10 || header[1] === "+") return this.#scannedBlock(at, parent);
    let value = "";
    let blanks = "";
    for (;;) {
      const end = text.indexOf("\n", start);
      if (end === -1) break;
      let first = start;
      while (first - start < indent && text.charCodeAt(first) === 32) first++;
      if (first === end) {
        blanks += "\n";
      } else if (first - start < indent) {
        break;
      } else {
        value += blanks + text.slice(first, end + 1);
        blanks = "";
      }
      start = end + 1;
    }
    this.#at = start;
    this.#nextLine();
    return header[1] === "-" ? value.slice(0, -1) : value;
  }

  #scannedBlock(at: number, parent: number): string {
    const cursor = new Cursor(this.#text);
    cursor.position = at;
    cursor.lineStart = this.#lineStart;
    let value;
    try {
      ({ value } = scanBlock(cursor, parent));
    } catch {
      throw UNUSUAL;
    }
    this.#at = cursor.lineStart;
    this.#nextLine();
    return value;
  }

  #flow(): unknown {
    if (++this.#depth > NESTING_LIMIT) throw UNUSUAL;
    const code = this.#text.charCodeAt(this.#at);
    const value = code === 91 ? this.#flowSequence() : code === 123 ? this.#flowMapping() : this.#flowScalar();
    this.#depth--;
    return value;
  }

  #flowSequence(): unknown[] {
    const items: unknown[] = [];
    this.#at++;
    for (;;) {
      this.#at = this.#skipBlanks();
      if (this.#text.charCodeAt(this.#at) === 93) break;
      items.push(this.#flow());
      if (!this.#flowComma(93)) break;
    }
    this.#at++;
    return items;
  }

  /** Steps over a comma; false at the collection's end, which stays. */
  #flowComma(end: number): boolean {
    this.#at = this.#skipBlanks();
    const code = this.#text.charCodeAt(this.#at);
    if (code === end) return false;
    if (code !== 44) throw UNUSUAL;
    this.#at++;
    return true;
  }

  #flowMapping(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#at++;
    for (;;) {
      this.#at = this.#skipBlanks();
      if (this.#text.charCodeAt(this.#at) === 125) break;
      const name = this.#flowKey();
      if (Object.hasOwn(object, name) || name === "__proto__") throw UNUSUAL;
      this.#at = this.#skipBlanks();
      object[name] = this.#flow();
      if (!this.#flowComma(125)) break;
    }
    this.#at++;
    return object;
  }

  #flowKey(): string {
    FLOW_KEY.lastIndex = this.#at;
    if (!FLOW_KEY.test(this.#text)) throw UNUSUAL;
    const name = this.#text.slice(this.#at, FLOW_KEY.lastIndex);
    if (name.length <= 5 && (DISPUTED.test(name) || WORD_VALUES.has(name))) throw UNUSUAL;
    this.#at = FLOW_KEY.lastIndex + 1;
    return name;
  }

  #flowScalar(): unknown {
    const text = this.#text;
    const code = text.charCodeAt(this.#at);
    if (code === 34 || code === 39) {
      const start = this.#at + 1;
      const end = this.#quoteEnd(this.#at, code);
      this.#at = end + 1;
      const next = text.charCodeAt(this.#skipBlanks());
      if (next !== 44 && next !== 93 && next !== 125) throw UNUSUAL;
      return text.slice(start, end);
    }
    FLOW_PLAIN.lastIndex = this.#at;
    if (code === 45 || !FLOW_PLAIN.test(text)) throw UNUSUAL;
    const value = text.slice(this.#at, FLOW_PLAIN.lastIndex);
    this.#at = FLOW_PLAIN.lastIndex;
    return plainValue(value);
  }
}

function isDash(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 45) return false;
  const next = text.charCodeAt(at + 1);
  return next === 32 || next === 10;
}

/** Texts are full of blanks and hold few `#`. */
function nextComment(text: string, from: number): number {
  let at = text.indexOf("#", from + 1);
  while (at !== -1 && text.charCodeAt(at - 1) !== 32) at = text.indexOf("#", at + 1);
  return at === -1 ? text.length : at - 1;
}

function mayBeginPlain(code: number): boolean {
  if (code <= 57) return true;
  if (code >= 97 && code <= 122) return true;
  if (code >= 65 && code <= 90) return true;
  return (
    code === 95 ||
    code === 126 ||
    code === 94 ||
    code === 92 ||
    code === 60 ||
    code === 61 ||
    code === 59 ||
    code >= 0xa0
  );
}

function plainValue(text: string): unknown {
  const code = text.charCodeAt(0);
  if (code > 57) {
    if (text.length > 5) return text;
    const word = WORD_VALUES.get(text);
    if (word !== undefined) return word;
    if (DISPUTED.test(text)) throw UNUSUAL;
    return text;
  }
  if (SMALL_INTEGER.test(text) || SMALL_FRACTION.test(text)) return Number(text) + 0;
  if (resolvePlain(text).type !== "str" || /^[-+.\d]+[eE]/.test(text)) throw UNUSUAL;
  return text;
}
