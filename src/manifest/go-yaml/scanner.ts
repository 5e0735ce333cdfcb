import { Cursor, isBlank, isBlankOrEnd, isBreak } from "./cursor.ts";
import { type Directive, scanAnchor, scanDirective, scanTag, type TagScan } from "./scan-name.ts";
import { scanBlock, scanPlain, scanQuoted } from "./scan-scalar.ts";

export type TokenType =
  | "stream-end"
  | "directive"
  | "document-start"
  | "document-end"
  | "block-sequence-start"
  | "block-mapping-start"
  | "block-end"
  | "["
  | "]"
  | "{"
  | "}"
  | ","
  | "-"
  | "key"
  | "value"
  | "alias"
  | "anchor"
  | "tag"
  | "scalar";

/** A piece of the text. `start` and `end` are offsets, `line` is the 0-based line of `start`. */
export interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** The text of a scalar, the name of an anchor or alias. */
  readonly value: string;
  /** Of a scalar: written without quotes and not as a block. */
  readonly plain: boolean;
  readonly tag?: TagScan;
  readonly directive?: Directive;
}

/** A place where a key may have begun, until a `:` or another line says whether it did. */
interface SimpleKey {
  possible: boolean;
  /** Whether it is found again when its token is the next one. */
  listed: boolean;
  /** In block context a key that begins its line must turn out to be one. */
  required: boolean;
  tokenNumber: number;
  start: number;
  line: number;
  column: number;
}

/** A key must have its `:` on its line and within so many characters. */
const KEY_MAX_LENGTH = 1024;

const NEVER_PLAIN = new Set(Array.from("-?:,[]{}#&*!|>'\"%@`", (character) => character.charCodeAt(0)));

function noKey(tokenNumber = 0): SimpleKey {
  return { possible: false, listed: false, required: false, tokenNumber, start: 0, line: 0, column: 0 };
}

/**
 * Cuts a text into tokens by the rules of YAML 1.1 as go-yaml v2 applies them; it throws `YamlSyntaxError` with that
 * library's words. A queue holds the tokens that are read but not taken: a key is known only at its `:`.
 * @see go.yaml.in/yaml/v2, scannerc.go; the algorithm is libyaml's
 */
export class Scanner {
  readonly cursor: Cursor;
  readonly #queue: Token[] = [];
  #taken = 0;
  #indent = -1;
  readonly #indents: number[] = [];
  #flowLevel = 0;
  #keyAllowed = true;
  readonly #keys: SimpleKey[] = [noKey()];

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  /** The next token; it stays until it is taken. */
  peek(): Token {
    for (;;) {
      const head = this.#queue[0];
      if (head !== undefined && !this.#headMayBeKey()) return head;
      this.#fetch();
    }
  }

  take(): Token {
    const token = this.peek();
    this.#queue.shift();
    this.#taken++;
    return token;
  }

  /** Whether a key that began at the head of the queue can still meet its `:`. */
  #headMayBeKey(): boolean {
    for (const key of this.#keys) {
      if (key.possible && key.listed && key.tokenNumber === this.#taken) return this.#stillPossible(key);
    }
    return false;
  }

  #stillPossible(key: SimpleKey): boolean {
    if (!key.possible) return false;
    const cursor = this.cursor;
    if (key.line >= cursor.line && key.start + KEY_MAX_LENGTH >= cursor.position) return true;
    if (key.required) cursor.failSince(key.line, "could not find expected ':'");
    key.possible = false;
    return false;
  }

  #push(type: TokenType, start: number, line: number, value = "", plain = false): void {
    this.#queue.push({ type, start, end: this.cursor.position, line, value, plain });
  }

  /** A token of the next `length` characters. */
  #pushIndicator(type: TokenType, length: number): void {
    const start = this.cursor.position;
    this.cursor.position += length;
    this.#push(type, start, this.cursor.line);
  }

  /** The number of the token that is read next. */
  #nextNumber(): number {
    return this.#taken + this.#queue.length;
  }

  #currentKey(): SimpleKey {
    return this.#keys[this.#keys.length - 1] ?? noKey();
  }

  #saveKey(): void {
    if (!this.#keyAllowed) return;
    this.#dropKey();
    const cursor = this.cursor;
    this.#keys[this.#keys.length - 1] = {
      possible: true,
      listed: true,
      required: this.#flowLevel === 0 && this.#indent === cursor.column,
      tokenNumber: this.#nextNumber(),
      start: cursor.position,
      line: cursor.line,
      column: cursor.column,
    };
  }

  #dropKey(): void {
    const key = this.#currentKey();
    if (key.possible && key.required) this.cursor.failSince(key.line, "could not find expected ':'");
    key.possible = false;
  }

  /** Opens a block collection at `column` if none stands there; before the queued token `before` if given. */
  #openBlock(type: "block-sequence-start" | "block-mapping-start", key?: SimpleKey): void {
    const column = key?.column ?? this.cursor.column;
    if (this.#flowLevel > 0 || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    const start = key?.start ?? this.cursor.position;
    const line = key?.line ?? this.cursor.line;
    const token: Token = { type, start, end: start, line, value: "", plain: false };
    if (key === undefined) this.#queue.push(token);
    else this.#queue.splice(key.tokenNumber - this.#taken, 0, token);
  }

  #closeBlocks(column: number): void {
    if (this.#flowLevel > 0) return;
    while (this.#indent > column) {
      this.#push("block-end", this.cursor.position, this.cursor.line);
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  #skipToToken(): void {
    const cursor = this.cursor;
    for (;;) {
      let code = cursor.peek();
      // Upstream means the mark at the start of any line, and looks for it at the start of the text alone.
      if (code === 0xfeff && cursor.position === 0) {
        cursor.position++;
        cursor.lineStart++;
        code = cursor.peek();
      }
      while (code === 32 || (code === 9 && (this.#flowLevel > 0 || !this.#keyAllowed))) {
        cursor.position++;
        code = cursor.peek();
      }
      if (code === 35) {
        cursor.skipToBreak();
        code = cursor.peek();
      }
      if (!isBreak(code)) return;
      cursor.takeBreak();
      if (this.#flowLevel === 0) this.#keyAllowed = true;
    }
  }

  #fetch(): void {
    this.#skipToToken();
    const cursor = this.cursor;
    this.#closeBlocks(cursor.column);
    if (cursor.atEnd) return this.#fetchEnd();
    const code = cursor.peek();
    if (cursor.column === 0 && code === 37) return this.#fetchDirective();
    if (cursor.atDocumentMarker()) return this.#fetchMarker(code);
    const next = cursor.peek(1);
    const inFlow = this.#flowLevel > 0;
    if (code === 91) return this.#fetchFlowStart("[");
    if (code === 123) return this.#fetchFlowStart("{");
    if (code === 93) return this.#fetchFlowEnd("]");
    if (code === 125) return this.#fetchFlowEnd("}");
    if (code === 44) return this.#fetchComma();
    if (code === 45 && isBlankOrEnd(next)) return this.#fetchEntry();
    if (code === 63 && (inFlow || isBlankOrEnd(next))) return this.#fetchKey();
    if (code === 58 && (inFlow || isBlankOrEnd(next))) return this.#fetchValue();
    if (code === 42) return this.#fetchName("alias");
    if (code === 38) return this.#fetchName("anchor");
    if (code === 33) return this.#fetchTag();
    if ((code === 124 || code === 62) && !inFlow) return this.#fetchBlock();
    if (code === 39 || code === 34) return this.#fetchQuoted(code);
    if (this.#startsPlain(code, next)) return this.#fetchPlain();
    cursor.fail("found character that cannot start any token");
  }

  #startsPlain(code: number, next: number): boolean {
    if (!isBlankOrEnd(code) && !NEVER_PLAIN.has(code)) return true;
    if (code === 45) return !isBlank(next);
    return this.#flowLevel === 0 && (code === 63 || code === 58) && !isBlankOrEnd(next);
  }

  #fetchEnd(): void {
    const cursor = this.cursor;
    if (cursor.column !== 0) {
      cursor.line++;
      cursor.lineStart = cursor.position;
    }
    this.#closeBlocks(-1);
    this.#dropKey();
    this.#keyAllowed = false;
    this.#push("stream-end", cursor.position, cursor.line);
  }

  #fetchDirective(): void {
    const { position, line } = this.cursor;
    this.#closeBlocks(-1);
    this.#dropKey();
    this.#keyAllowed = false;
    const directive = scanDirective(this.cursor);
    const end = this.cursor.position;
    this.#queue.push({ type: "directive", start: position, end, line, value: "", plain: false, directive });
  }

  #fetchMarker(code: number): void {
    this.#closeBlocks(-1);
    this.#dropKey();
    this.#keyAllowed = false;
    this.#pushIndicator(code === 45 ? "document-start" : "document-end", 3);
  }

  #fetchFlowStart(type: "[" | "{"): void {
    this.#saveKey();
    this.#keys.push(noKey(this.#nextNumber()));
    this.#flowLevel++;
    this.#keyAllowed = true;
    this.#pushIndicator(type, 1);
  }

  #fetchFlowEnd(type: "]" | "}"): void {
    this.#dropKey();
    if (this.#flowLevel > 0) this.#leaveFlow();
    this.#keyAllowed = false;
    this.#pushIndicator(type, 1);
  }

  /** Keys are listed by token, and a collection in which no key began takes its own bracket off the list. */
  #leaveFlow(): void {
    this.#flowLevel--;
    const inner = this.#keys.pop();
    const outer = this.#currentKey();
    if (inner?.tokenNumber === outer.tokenNumber) outer.listed = false;
  }

  #fetchComma(): void {
    this.#dropKey();
    this.#keyAllowed = true;
    this.#pushIndicator(",", 1);
  }

  #fetchEntry(): void {
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) this.cursor.fail("block sequence entries are not allowed in this context");
      this.#openBlock("block-sequence-start");
    }
    this.#dropKey();
    this.#keyAllowed = true;
    this.#pushIndicator("-", 1);
  }

  #fetchKey(): void {
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) this.cursor.fail("mapping keys are not allowed in this context");
      this.#openBlock("block-mapping-start");
    }
    this.#dropKey();
    this.#keyAllowed = this.#flowLevel === 0;
    this.#pushIndicator("key", 1);
  }

  #fetchValue(): void {
    const key = this.#currentKey();
    if (this.#stillPossible(key)) {
      const token: Token = { type: "key", start: key.start, end: key.start, line: key.line, value: "", plain: false };
      this.#queue.splice(key.tokenNumber - this.#taken, 0, token);
      this.#openBlock("block-mapping-start", key);
      key.possible = false;
      this.#keyAllowed = false;
    } else {
      if (this.#flowLevel === 0) {
        if (!this.#keyAllowed) this.cursor.fail("mapping values are not allowed in this context");
        this.#openBlock("block-mapping-start");
      }
      this.#keyAllowed = this.#flowLevel === 0;
    }
    this.#pushIndicator("value", 1);
  }

  #fetchName(type: "alias" | "anchor"): void {
    const { position, line } = this.cursor;
    this.#saveKey();
    this.#keyAllowed = false;
    this.#push(type, position, line, scanAnchor(this.cursor));
  }

  #fetchTag(): void {
    const { position, line } = this.cursor;
    this.#saveKey();
    this.#keyAllowed = false;
    const tag = scanTag(this.cursor);
    this.#queue.push({ type: "tag", start: position, end: this.cursor.position, line, value: "", plain: false, tag });
  }

  #fetchBlock(): void {
    const { position, line } = this.cursor;
    this.#dropKey();
    this.#keyAllowed = true;
    const { value, end } = scanBlock(this.cursor, this.#indent);
    this.#queue.push({ type: "scalar", start: position, end, line, value, plain: false });
  }

  #fetchQuoted(quote: 34 | 39): void {
    const { position, line } = this.cursor;
    this.#saveKey();
    this.#keyAllowed = false;
    this.#push("scalar", position, line, scanQuoted(this.cursor, quote));
  }

  #fetchPlain(): void {
    const { position, line } = this.cursor;
    this.#saveKey();
    this.#keyAllowed = false;
    const { value, end, brokeLine } = scanPlain(this.cursor, this.#indent + 1, this.#flowLevel > 0);
    if (brokeLine) this.#keyAllowed = true;
    this.#queue.push({ type: "scalar", start: position, end, line, value, plain: true });
  }
}
