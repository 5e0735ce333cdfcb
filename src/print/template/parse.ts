import type { Token } from "./lex.ts";
import type { Template, TemplateNode } from "./node.ts";
import { Pipelines, unquoted } from "./pipelines.ts";
import { KEYWORDS, Tokens } from "./tokens.ts";

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
  readonly #tokens: Tokens;
  readonly #pipelines: Pipelines;
  readonly #defined = new Map<string, readonly TemplateNode[]>();
  #loops = 0;

  constructor(text: string) {
    this.#tokens = new Tokens(text);
    this.#pipelines = new Pipelines(this.#tokens);
  }

  template(): Template {
    const { nodes, by, offset } = this.#list();
    if (by !== "") throw this.#tokens.error(offset, `unexpected {{${by}}}`);
    return { text: this.#tokens.text, nodes, defined: this.#defined };
  }

  #list(): Ended {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const token = this.#tokens.peek();
      if (token === undefined) return { nodes, by: "", offset: this.#tokens.text.length };
      this.#tokens.position++;
      if (token.kind === "text") {
        nodes.push({ is: "text", text: token.text });
        continue;
      }
      this.#tokens.skipSpace();
      const word = this.#tokens.peek();
      if (word?.kind !== "word" || !KEYWORDS.has(word.text)) {
        nodes.push({ is: "action", pipeline: this.#pipelines.read("command") });
        continue;
      }
      this.#tokens.position++;
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
        if (this.#loops === 0) throw this.#tokens.error(word.offset, `{{${word.text}}} outside {{range}}`);
        this.#close(word.text);
        return { is: "jump", to: word.text };
      case "define":
        this.#define(word);
        return undefined;
      case "block":
      case "template":
        return this.#invocation(word);
      default:
        throw this.#tokens.error(word.offset, `unexpected <${word.text}> in command`);
    }
  }

  #close(context: string): void {
    this.#tokens.skipSpace();
    const token = this.#tokens.next();
    if (token.kind !== "close") throw this.#tokens.unexpected(token, context);
  }

  #body(): Ended {
    const ended = this.#list();
    if (ended.by === "") throw this.#tokens.error(ended.offset, "unexpected EOF");
    return ended;
  }

  #control(is: "if" | "with" | "range"): TemplateNode {
    const outer = this.#pipelines.variables;
    const pipeline = this.#pipelines.read(is);
    if (is === "range") this.#loops++;
    const body = this.#body();
    if (is === "range") this.#loops--;
    const otherwise = body.by === "else" ? this.#otherwise(is) : [];
    if (body.by === "end") this.#close("end");
    this.#pipelines.variables = outer;
    return { is, pipeline, body: body.nodes, otherwise };
  }

  /** What follows an `else`: another `if` or `with` that shares its end, or a list. */
  #otherwise(is: string): readonly TemplateNode[] {
    this.#tokens.skipSpace();
    const word = this.#tokens.peek();
    if (word?.kind === "word" && word.text === is && is !== "range") {
      this.#tokens.position++;
      return [this.#control(is as "if" | "with")];
    }
    this.#close("else");
    const { nodes, by, offset } = this.#body();
    if (by !== "end") throw this.#tokens.error(offset, "expected end; found {{else}}");
    this.#close("end");
    return nodes;
  }

  #name(context: string): { readonly name: string; readonly offset: number } {
    this.#tokens.skipSpace();
    const token = this.#tokens.next();
    if (token.kind !== "string") throw this.#tokens.unexpected(token, context);
    return { name: unquoted(token.text), offset: token.offset };
  }

  #define(word: Token): void {
    const { name } = this.#name("define clause");
    this.#close("define clause");
    const outer = this.#pipelines.variables;
    this.#pipelines.variables = ["$"];
    const { nodes, by } = this.#body();
    if (by !== "end") throw this.#tokens.error(word.offset, "unexpected {{else}} in define clause");
    this.#close("end");
    this.#pipelines.variables = outer;
    this.#defined.set(name, nodes);
  }

  #invocation(word: Token): TemplateNode {
    const { name, offset } = this.#name(`${word.text} clause`);
    this.#tokens.skipSpace();
    const place = { offset };
    if (word.text === "template" && this.#tokens.peek()?.kind === "close") {
      this.#tokens.position++;
      return { is: "template", name, pipeline: undefined, place };
    }
    const pipeline = this.#pipelines.read(`${word.text} clause`);
    if (word.text === "block") {
      this.#defined.set(name, this.#body().nodes);
      this.#close("end");
    }
    return { is: "template", name, pipeline, place };
  }
}
