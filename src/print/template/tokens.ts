import { parseError, lexTemplate, type Token } from "./lex.ts";

export const KEYWORDS: ReadonlySet<string> = new Set([
  "if",
  "else",
  "end",
  "range",
  "with",
  "define",
  "template",
  "block",
  "break",
  "continue",
]);

/** A token as Go's messages show it. */
function shown(token: Token): string {
  if (token.kind === "word" && KEYWORDS.has(token.text)) return `<${token.text}>`;
  return token.kind === "close" ? '"}}"' : JSON.stringify(token.text);
}

/** Reads the tokens of a template one after the other. */
export class Tokens {
  readonly text: string;
  readonly #tokens: readonly Token[];
  /** Of the next token. May be set back. */
  position = 0;

  constructor(text: string) {
    this.text = text;
    this.#tokens = lexTemplate(text);
  }

  /** Where the next token stands, or the end of the text. */
  get offset(): number {
    return this.peek()?.offset ?? this.text.length;
  }

  peek(): Token | undefined {
    return this.#tokens[this.position];
  }

  next(): Token {
    const token = this.#tokens[this.position++];
    if (token === undefined) throw this.error(this.text.length, "unexpected EOF");
    return token;
  }

  skipSpace(): void {
    while (this.peek()?.kind === "space") this.position++;
  }

  error(offset: number, message: string): Error {
    return parseError(this.text, offset, message);
  }

  unexpected(token: Token, context: string): Error {
    return this.error(token.offset, `unexpected ${shown(token)} in ${context}`);
  }
}
