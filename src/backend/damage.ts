import type { Position } from "../base/source.ts";

const SPACE = /[ \t\r\n]*/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids exactly these
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/** Thrown inside the walk only: what it looked for has been found, or the text ends being JSON. */
class Found extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super();
    this.offset = offset;
  }
}

/** Walks JSON text; stops at the first place that is no JSON, or where the value of `wanted` begins. */
class Walk {
  readonly text: string;
  readonly wanted: string | undefined;
  offset = 0;

  constructor(text: string, wanted: string | undefined) {
    this.text = text;
    this.wanted = wanted;
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.offset = pattern.lastIndex;
    return match[0];
  }

  expect(character: string): void {
    this.take(SPACE);
    if (this.text[this.offset] !== character) throw new Found(this.offset);
    this.offset++;
  }

  /** Whether the list goes on; consumes the comma or the closing bracket. */
  goesOn(closing: string): boolean {
    this.take(SPACE);
    if (this.text[this.offset] === closing) {
      this.offset++;
      return false;
    }
    this.expect(",");
    return true;
  }

  isEmpty(closing: string): boolean {
    this.take(SPACE);
    if (this.text[this.offset] !== closing) return false;
    this.offset++;
    return true;
  }

  value(path: string): void {
    this.take(SPACE);
    if (path === this.wanted) throw new Found(this.offset);
    const first = this.text[this.offset];
    if (first === "{") this.object(path);
    else if (first === "[") this.array(path);
    else if (this.take(first === '"' ? STRING : SCALAR) === undefined) throw new Found(this.offset);
  }

  object(path: string): void {
    this.offset++;
    if (this.isEmpty("}")) return;
    do {
      this.take(SPACE);
      const name = this.take(STRING);
      if (name === undefined) throw new Found(this.offset);
      this.expect(":");
      this.value(`${path}/${JSON.parse(name) as string}`);
    } while (this.goesOn("}"));
  }

  array(path: string): void {
    this.offset++;
    if (this.isEmpty("]")) return;
    let index = 0;
    do this.value(`${path}/${index++}`);
    while (this.goesOn("]"));
  }
}

function walk(text: string, wanted: string | undefined): number | undefined {
  const steps = new Walk(text, wanted);
  try {
    steps.value("");
    steps.take(SPACE);
    return steps.offset < text.length ? steps.offset : undefined;
  } catch (stop) {
    if (stop instanceof Found) return stop.offset;
    throw stop;
  }
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** Where a text stops being JSON; undefined when it is JSON. */
export function damageOf(text: string): Position | undefined {
  const offset = walk(text, undefined);
  return offset === undefined ? undefined : positionOf(text, offset);
}

/** Where the value at a path (`/objects/3/kind`) of a JSON text begins; the text's start when there is none. */
export function positionAt(text: string, path: string): Position {
  return positionOf(text, walk(text, path) ?? 0);
}
