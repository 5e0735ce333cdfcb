/** Walks over the text of a template, one character at a time. */
export class Scanner {
  readonly text: string;
  position = 0;
  #start = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The next character, or "" at the end. */
  next(): string {
    const character = this.peek();
    this.position += character.length;
    return character;
  }

  peek(): string {
    const code = this.text.codePointAt(this.position);
    return code === undefined ? "" : String.fromCodePoint(code);
  }

  startsWith(prefix: string): boolean {
    return this.text.startsWith(prefix, this.position);
  }

  skip(length: number): void {
    this.position += length;
    this.take();
  }

  /** What was passed since the last time. */
  take(): string {
    const taken = this.text.slice(this.#start, this.position);
    this.#start = this.position;
    return taken;
  }

  /** Moves over the characters that fit. */
  while(fits: (character: string) => boolean): void {
    while (this.peek() !== "" && fits(this.peek())) this.next();
  }
}
