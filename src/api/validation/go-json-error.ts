/** Why Go's JSON scanner stops: the state it is in when a character does not fit. */
interface Stop {
  readonly at: number;
  readonly context: string;
}

const END = "unexpected end of JSON input";

function quoted(character: string): string {
  if (character === "'") return String.raw`'\''`;
  if (character === '"') return `'"'`;
  return `'${JSON.stringify(character).slice(1, -1)}'`;
}

/** Walks a JSON text as encoding/json's scanner does; each method returns where the text goes on, or stops. */
class Scanner {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }

  #blank(at: number): number {
    let next = at;
    while (/[ \t\r\n]/.test(this.#text[next] ?? "x")) next++;
    return next;
  }

  #string(from: number): number | Stop {
    for (let at = from + 1; ; at++) {
      const character = this.#text[at];
      if (character === undefined || character < " ") return { at, context: "in string literal" };
      if (character === '"') return at + 1;
      if (character !== "\\") continue;
      at++;
      if (!/["\\/bfnrtu]/.test(this.#text[at] ?? "")) return { at, context: "in string escape code" };
      if (this.#text[at] !== "u") continue;
      for (let digit = 0; digit < 4; digit++) {
        at++;
        if (!/[0-9a-fA-F]/.test(this.#text[at] ?? ""))
          return { at, context: String.raw`in \u hexadecimal character escape` };
      }
    }
  }

  #digits(from: number, context: string): number | Stop {
    let at = from;
    while (/[0-9]/.test(this.#text[at] ?? "")) at++;
    return at === from ? { at, context } : at;
  }

  #number(from: number): number | Stop {
    let at: number | Stop = this.#text[from] === "-" ? from + 1 : from;
    at = this.#text[at] === "0" ? at + 1 : this.#digits(at, "in numeric literal");
    if (typeof at === "object") return at;
    if (this.#text[at] === ".") at = this.#digits(at + 1, "after decimal point in numeric literal");
    if (typeof at === "object") return at;
    if (!/[eE]/.test(this.#text[at] ?? "")) return at;
    const sign = /[+-]/.test(this.#text[at + 1] ?? "") ? 2 : 1;
    return this.#digits(at + sign, "in exponent of numeric literal");
  }

  #literal(from: number, word: string): number | Stop {
    for (let index = 1; index < word.length; index++)
      if (this.#text[from + index] !== word[index])
        return { at: from + index, context: `in literal ${word} (expecting ${quoted(word[index] ?? "")})` };
    return from + word.length;
  }

  #members(from: number, close: string, context: string, member: (at: number) => number | Stop): number | Stop {
    let at = this.#blank(from + 1);
    if (this.#text[at] === close) return at + 1;
    for (;;) {
      const end = member(this.#blank(at));
      if (typeof end === "object") return end;
      at = this.#blank(end);
      if (this.#text[at] === close) return at + 1;
      if (this.#text[at] !== ",") return { at, context };
      at++;
    }
  }

  #pair(from: number): number | Stop {
    if (this.#text[from] !== '"') return { at: from, context: "looking for beginning of object key string" };
    const end = this.#string(from);
    if (typeof end === "object") return end;
    const colon = this.#blank(end);
    return this.#text[colon] === ":" ? this.value(colon + 1) : { at: colon, context: "after object key" };
  }

  value(from: number): number | Stop {
    const at = this.#blank(from);
    const character = this.#text[at] ?? "";
    switch (character) {
      case "{":
        return this.#members(at, "}", "after object key:value pair", (next) => this.#pair(next));
      case "[":
        return this.#members(at, "]", "after array element", (next) => this.value(next));
      case '"':
        return this.#string(at);
      case "t":
        return this.#literal(at, "true");
      case "f":
        return this.#literal(at, "false");
      case "n":
        return this.#literal(at, "null");
      default:
        return /[-0-9]/.test(character) ? this.#number(at) : { at, context: "looking for beginning of value" };
    }
  }

  stop(): Stop | undefined {
    const end = this.value(0);
    if (typeof end === "object") return end;
    const rest = this.#blank(end);
    return rest < this.#text.length ? { at: rest, context: "after top-level value" } : undefined;
  }
}

/**
 * What Go's decoder says about a text that is no JSON, or undefined when it is JSON.
 * @see encoding/json, scanner.go
 */
function goJsonSyntaxError(text: string): string | undefined {
  const stop = new Scanner(text).stop();
  if (stop === undefined) return undefined;
  const character = String.fromCodePoint(text.codePointAt(stop.at) ?? 0);
  return stop.at >= text.length ? END : `invalid character ${quoted(character)} ${stop.context}`;
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** What Go's decoder says when the text does not hold a JSON object or array (or null), and which Go type it wants. */
export function goJsonError(text: string, wanted: "object" | "array", goType: string): string | undefined {
  const syntax = goJsonSyntaxError(text);
  if (syntax !== undefined) return syntax;
  const value: unknown = JSON.parse(text);
  if (value === null || (goKind(value) === wanted && (wanted === "array") === Array.isArray(value))) return undefined;
  return `json: cannot unmarshal ${goKind(value)} into Go value of type ${goType}`;
}
