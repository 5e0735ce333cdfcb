import { unquote } from "../jsonpath/unquote.ts";
import { isFunction } from "./functions.ts";
import type { Token } from "./lex.ts";
import type { Command, Operand, Pipeline } from "./node.ts";
import type { Tokens } from "./tokens.ts";

/** A text in quotes or backquotes. */
export function unquoted(text: string): string {
  return text.startsWith("`") ? text.slice(1, -1) : unquote(text);
}

/** A string, or the number of a character. */
function constant(text: string): string | bigint {
  return text.startsWith("'") ? BigInt(unquote(text).codePointAt(0) ?? 0) : unquoted(text);
}

/** Reads pipelines, and knows the variables that they may name. */
export class Pipelines {
  readonly #tokens: Tokens;
  variables: readonly string[] = ["$"];

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** Up to and with the action's closing braces, or the closing parenthesis. */
  read(context: string, end: "close" | ")" = "close"): Pipeline {
    this.#tokens.skipSpace();
    const offset = this.#tokens.offset;
    const { variables, declares } = this.#declarations(context);
    const commands: Command[] = [];
    for (;;) {
      const command = this.#command();
      const token = this.#tokens.next();
      const isLast = end === "close" ? token.kind === "close" : token.text === ")";
      if (command.operands.length > 0) commands.push(command);
      else if (!isLast || commands.length === 0) throw this.#tokens.error(token.offset, `missing value for ${context}`);
      if (isLast) break;
      if (token.text !== "|") throw this.#tokens.unexpected(token, context);
    }
    return { offset, variables, declares, commands };
  }

  /** `$x :=`, `$i, $x :=` or `$x =`, when the pipeline begins so. */
  #declarations(context: string): { readonly variables: readonly string[]; readonly declares: boolean } {
    const start = this.#tokens.position;
    const names: string[] = [];
    while (this.#tokens.peek()?.kind === "variable") {
      names.push(this.#tokens.next().text);
      this.#tokens.skipSpace();
      const token = this.#tokens.peek();
      if (token?.text === ":=" || token?.text === "=") {
        this.#tokens.position++;
        this.#tokens.skipSpace();
        if (token.text === ":=") this.variables = [...this.variables, ...names];
        return { variables: names, declares: token.text === ":=" };
      }
      if (token?.text !== "," || context !== "range") break;
      this.#tokens.position++;
      this.#tokens.skipSpace();
    }
    this.#tokens.position = start;
    return { variables: [], declares: false };
  }

  #command(): Command {
    this.#tokens.skipSpace();
    const offset = this.#tokens.offset;
    const operands: Operand[] = [];
    for (;;) {
      this.#tokens.skipSpace();
      const operand = this.#operand();
      if (operand === undefined) return { offset, operands };
      operands.push(operand);
    }
  }

  #operand(): Operand | undefined {
    const token = this.#tokens.peek();
    if (token === undefined || token.kind === "close" || token.text === "|" || token.text === ")") return undefined;
    this.#tokens.position++;
    const second = this.#tokens.peek();
    const offset = second?.kind === "field" ? second.offset : token.offset;
    const fields = token.kind === "number" || token.kind === "string" ? [] : this.#fields();
    const source = this.#tokens.text.slice(token.offset, this.#tokens.offset);
    const place = { offset, source };
    switch (token.kind) {
      case "field":
        return { ...place, is: "field", fields: [token.text.slice(1), ...fields] };
      case "variable":
        if (!this.variables.includes(token.text))
          throw this.#tokens.error(offset, `undefined variable "${token.text}"`);
        return { ...place, is: "variable", name: token.text, fields };
      case "number":
        return { ...place, is: "literal", value: this.#number(token) };
      case "string":
        return { ...place, is: "literal", value: constant(token.text) };
      case "word":
        return this.#word(token, place);
      default:
        return this.#symbol(token, place);
    }
  }

  #fields(): readonly string[] {
    const fields: string[] = [];
    while (this.#tokens.peek()?.kind === "field") fields.push(this.#tokens.next().text.slice(1));
    return fields;
  }

  #number({ text, offset }: Token): number | bigint {
    const digits = text.replaceAll("_", "");
    const after = this.#tokens.peek();
    if (after?.kind === "word") throw this.#tokens.error(offset, `bad number syntax: "${text}${after.text}"`);
    if (/[.eE]/.test(digits) && !/^[-+]?0[xX]/.test(digits)) return Number(digits);
    const sign = digits.startsWith("-") ? -1n : 1n;
    const size = digits.replace(/^[-+]/, "");
    return sign * BigInt(/^0\d/.test(size) ? `0o${size.slice(1)}` : size);
  }

  #word({ text, offset }: Token, place: { offset: number; source: string }): Operand {
    if (text === "true" || text === "false") return { ...place, is: "literal", value: text === "true" };
    if (text === "nil") return { ...place, is: "nil" };
    if (!isFunction(text)) throw this.#tokens.error(offset, `function "${text}" not defined`);
    return { ...place, is: "function", name: text };
  }

  #symbol(token: Token, place: { offset: number; source: string }): Operand {
    if (token.text === ".") return { ...place, is: "dot" };
    if (token.text !== "(") throw this.#tokens.unexpected(token, "operand");
    const of = this.read("parenthesized pipeline", ")");
    const fields = this.#fields();
    const source = this.#tokens.text.slice(token.offset, this.#tokens.offset);
    return { ...place, source, is: "chain", of, fields };
  }
}
