/** Why a text is not YAML, in go-yaml's words. `line` is 0-based; `offset` says where the reader stood. */
export class YamlSyntaxError extends Error {
  override readonly name = "YamlSyntaxError";
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

export function isBreak(code: number): boolean {
  return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** A blank, a line break or the end of the text, whose code is NaN. */
export function isBlankOrEnd(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code !== code || isBreak(code);
}

/** Letters, digits, `_` and `-`: what names of anchors and directives are made of. */
export function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45
  );
}

/** Where the scanner stands in a text. Lines and columns are 0-based here. */
export class Cursor {
  readonly text: string;
  position = 0;
  line = 0;
  lineStart = 0;

  constructor(text: string) {
    this.text = text;
  }

  get column(): number {
    return this.position - this.lineStart;
  }

  peek(ahead = 0): number {
    return this.text.charCodeAt(this.position + ahead);
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Steps over one line break and gives what stands for it in a scalar. */
  takeBreak(): string {
    const code = this.peek();
    this.position += code === 13 && this.peek(1) === 10 ? 2 : 1;
    this.line++;
    this.lineStart = this.position;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : "\n";
  }

  /** Whether a document marker (`---` or `...`) begins the line here. */
  atDocumentMarker(): boolean {
    if (this.column !== 0) return false;
    const code = this.peek();
    if (code !== 45 && code !== 46) return false;
    return this.peek(1) === code && this.peek(2) === code && isBlankOrEnd(this.peek(3));
  }

  skipToBreak(): void {
    while (!this.atEnd && !isBreak(this.peek())) this.position++;
  }

  /** A scanner's failure: its line counts from one, and the first line is not named. */
  fail(problem: string): never {
    throw new YamlSyntaxError(this.line === 0 ? problem : `line ${this.line + 1}: ${problem}`, this.position);
  }

  /** The same, where the failure began on another line, which is named when this one is the first. */
  failSince(line: number, problem: string): never {
    if (this.line !== 0 || line === 0) this.fail(problem);
    throw new YamlSyntaxError(`line ${line}: ${problem}`, this.position);
  }
}
