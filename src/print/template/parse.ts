import { unquote } from "../jsonpath/unquote.ts";
import { isFunction } from "./functions.ts";
import { lexTemplate, parseError, type Token } from "./lex.ts";
import type { Command, Operand, Pipeline, Template, TemplateNode } from "./node.ts";

const KEYWORDS = new Set(["if", "else", "end", "range", "with", "define", "template", "block", "break", "continue"]);

/**
 * Reads a Go template.
 * @throws TemplateError with Go's sentence
 * @see text/template/parse/parse.go of Go 1.26
 */
export function parseTemplate(text: string): Template {
  return new Parser(text).template();
}

interface Ended {
  readonly nodes: readonly TemplateNode[];
  /** What ended the list: `end`, `else`, or "" for the end of the text. */
  readonly by: string;
  readonly offset: number;
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #defined = new Map<string, readonly TemplateNode[]>();
  #position = 0;
  #variables: readonly string[] = ["$"];
  #loops = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = lexTemplate(text);
  }

  template(): Template {
    const { nodes, by, offset } = this.#list();
    if (by !== "") throw this.#error(offset, `unexpected {{${by}}}`);
    return { text: this.#text, nodes, defined: this.#defined };
  }

  #error(offset: number, message: string): Error {
    return parseError(this.#text, offset, message);
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#position];
  }

  #next(): Token {
    const token = this.#tokens[this.#position++];
    if (token === undefined) throw this.#error(this.#text.length, "unexpected EOF");
    return token;
  }

  #skipSpace(): void {
    while (this.#peek()?.kind === "space") this.#position++;
  }

  #list(): Ended {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const token = this.#peek();
      if (token === undefined) return { nodes, by: "", offset: this.#text.length };
      this.#position++;
      if (token.kind === "text") {
        nodes.push({ is: "text", text: token.text });
        continue;
      }
      this.#skipSpace();
      const word = this.#peek();
      if (word?.kind !== "word" || !KEYWORDS.has(word.text)) {
        nodes.push({ is: "action", pipeline: this.#pipeline("command") });
        continue;
      }
      this.#position++;
      if (word.text === "end" || word.text === "else") return { nodes, by: word.text, offset: word.offset };
      const node = this.#keyword(word);
      if (node !== undefined) nodes.push(node);
    }
  }

  #keyword(word: Token): TemplateNode | undefined {
    switch (word.text) {
      case "if":
      case "with":
      case "range":
        return this.#control(word.text);
      case "break":
      case "continue":
        if (this.#loops === 0) throw this.#error(word.offset, `{{${word.text}}} outside {{range}}`);
        this.#close(word.text);
        return { is: "jump", to: word.text };
      case "define":
        this.#define(word);
        return undefined;
      case "block":
      case "template":
        return this.#invocation(word);
      default:
        throw this.#error(word.offset, `unexpected <${word.text}> in command`);
    }
  }

  #close(context: string): void {
    this.#skipSpace();
    const token = this.#next();
    if (token.kind !== "close") throw this.#error(token.offset, `unexpected ${shown(token)} in ${context}`);
  }

  #body(): Ended {
    const ended = this.#list();
    if (ended.by === "") throw this.#error(ended.offset, "unexpected EOF");
    return ended;
  }

  #control(is: "if" | "with" | "range"): TemplateNode {
    const outer = this.#variables;
    const pipeline = this.#pipeline(is);
    if (is === "range") this.#loops++;
    const body = this.#body();
    if (is === "range") this.#loops--;
    const otherwise = body.by === "else" ? this.#otherwise(is) : [];
    if (body.by === "end") this.#close("end");
    this.#variables = outer;
    return { is, pipeline, body: body.nodes, otherwise };
  }

  /** What follows an `else`: another `if` or `with` that shares its end, or a list. */
  #otherwise(is: string): readonly TemplateNode[] {
    this.#skipSpace();
    const word = this.#peek();
    if (word?.kind === "word" && word.text === is && is !== "range") {
      this.#position++;
      return [this.#control(is as "if" | "with")];
    }
    this.#close("else");
    const { nodes, by, offset } = this.#body();
    if (by !== "end") throw this.#error(offset, "expected end; found {{else}}");
    this.#close("end");
    return nodes;
  }

  #name(context: string): { readonly name: string; readonly offset: number } {
    this.#skipSpace();
    const token = this.#next();
    if (token.kind !== "string") throw this.#error(token.offset, `unexpected ${shown(token)} in ${context}`);
    return { name: unquoted(token.text), offset: token.offset };
  }

  #define(word: Token): void {
    const { name } = this.#name("define clause");
    this.#close("define clause");
    const outer = this.#variables;
    this.#variables = ["$"];
    const { nodes, by } = this.#body();
    if (by !== "end") throw this.#error(word.offset, "unexpected {{else}} in define clause");
    this.#close("end");
    this.#variables = outer;
    this.#defined.set(name, nodes);
  }

  #invocation(word: Token): TemplateNode {
    const { name, offset } = this.#name(`${word.text} clause`);
    this.#skipSpace();
    const place = { offset };
    if (word.text === "template" && this.#peek()?.kind === "close") {
      this.#position++;
      return { is: "template", name, pipeline: undefined, place };
    }
    const pipeline = this.#pipeline(`${word.text} clause`);
    if (word.text === "block") {
      this.#defined.set(name, this.#body().nodes);
      this.#close("end");
    }
    return { is: "template", name, pipeline, place };
  }

  /** Up to and with the action's closing braces, or the closing parenthesis. */
  #pipeline(context: string, end: "close" | ")" = "close"): Pipeline {
    this.#skipSpace();
    const offset = this.#peek()?.offset ?? this.#text.length;
    const { variables, declares } = this.#declarations(context);
    const commands: Command[] = [];
    for (;;) {
      const command = this.#command();
      const token = this.#next();
      const isLast = end === "close" ? token.kind === "close" : token.text === ")";
      if (command.operands.length > 0) commands.push(command);
      else if (!isLast || commands.length === 0) throw this.#error(token.offset, `missing value for ${context}`);
      if (isLast) break;
      if (token.text !== "|") throw this.#error(token.offset, `unexpected ${shown(token)} in ${context}`);
    }
    return { offset, variables, declares, commands };
  }

  /** `$x :=`, `$i, $x :=` or `$x =`, when the pipeline begins so. */
  #declarations(context: string): { readonly variables: readonly string[]; readonly declares: boolean } {
    const start = this.#position;
    const names: string[] = [];
    while (this.#peek()?.kind === "variable") {
      names.push(this.#next().text);
      this.#skipSpace();
      const token = this.#peek();
      if (token?.text === ":=" || token?.text === "=") {
        this.#position++;
        this.#skipSpace();
        if (token.text === ":=") this.#variables = [...this.#variables, ...names];
        return { variables: names, declares: token.text === ":=" };
      }
      if (token?.text !== "," || context !== "range") break;
      this.#position++;
      this.#skipSpace();
    }
    this.#position = start;
    return { variables: [], declares: false };
  }

  #command(): Command {
    this.#skipSpace();
    const offset = this.#peek()?.offset ?? this.#text.length;
    const operands: Operand[] = [];
    for (;;) {
      this.#skipSpace();
      const operand = this.#operand();
      if (operand === undefined) return { offset, operands };
      operands.push(operand);
    }
  }

  #operand(): Operand | undefined {
    const token = this.#peek();
    if (token === undefined || token.kind === "close" || token.text === "|" || token.text === ")") return undefined;
    this.#position++;
    const second = this.#peek();
    const offset = second?.kind === "field" ? second.offset : token.offset;
    const fields = token.kind === "number" || token.kind === "string" ? [] : this.#fields();
    const source = this.#text.slice(token.offset, this.#peek()?.offset ?? this.#text.length);
    const place = { offset, source };
    switch (token.kind) {
      case "field":
        return { ...place, is: "field", fields: [token.text.slice(1), ...fields] };
      case "variable":
        if (!this.#variables.includes(token.text)) throw this.#error(offset, `undefined variable "${token.text}"`);
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
    while (this.#peek()?.kind === "field") fields.push(this.#next().text.slice(1));
    return fields;
  }

  #number({ text, offset }: Token): number | bigint {
    const digits = text.replaceAll("_", "");
    const after = this.#peek();
    if (after?.kind === "word") throw this.#error(offset, `bad number syntax: "${text}${after.text}"`);
    if (/[.eE]/.test(digits) && !/^[-+]?0[xX]/.test(digits)) return Number(digits);
    const sign = digits.startsWith("-") ? -1n : 1n;
    const size = digits.replace(/^[-+]/, "");
    return sign * BigInt(/^0\d/.test(size) ? `0o${size.slice(1)}` : size);
  }

  #word({ text, offset }: Token, place: { offset: number; source: string }): Operand {
    if (text === "true" || text === "false") return { ...place, is: "literal", value: text === "true" };
    if (text === "nil") return { ...place, is: "nil" };
    if (!isFunction(text)) throw this.#error(offset, `function "${text}" not defined`);
    return { ...place, is: "function", name: text };
  }

  #symbol(token: Token, place: { offset: number; source: string }): Operand {
    if (token.text === ".") return { ...place, is: "dot" };
    if (token.text !== "(") throw this.#error(token.offset, `unexpected ${shown(token)} in operand`);
    const of = this.#pipeline("parenthesized pipeline", ")");
    const fields = this.#fields();
    const source = this.#text.slice(token.offset, this.#peek()?.offset ?? this.#text.length);
    return { ...place, source, is: "chain", of, fields };
  }
}

function unquoted(text: string): string {
  return text.startsWith("`") ? text.slice(1, -1) : unquote(text);
}

/** A string, or the number of a character. */
function constant(text: string): string | bigint {
  return text.startsWith("'") ? BigInt(unquote(text).codePointAt(0) ?? 0) : unquoted(text);
}

function shown(token: Token): string {
  if (token.kind === "word" && KEYWORDS.has(token.text)) return `<${token.text}>`;
  return token.kind === "close" ? '"}}"' : JSON.stringify(token.text);
}
