import { YamlSyntaxError } from "./cursor.ts";
import type { TextNode } from "./node.ts";
import { Scanner, type Token, type TokenType } from "./scanner.ts";

/** Deeper than any Kubernetes object; kubectl itself gives up at 10,000. */
export const NESTING_LIMIT = 1000;

const CORE_TAG = "tag:yaml.org,2002:";
/** What stands behind a document, also behind one of nothing. */
const AFTER_DOCUMENT: ReadonlySet<TokenType> = new Set(["directive", "document-start", "document-end", "stream-end"]);

/**
 * Reads the first document of a text into nodes, or undefined when there is none. Throws `YamlSyntaxError` with
 * go-yaml's words. Aliases are left as such; what stands behind the document is not looked at.
 * @see go.yaml.in/yaml/v2, parserc.go and `parser` in decode.go
 */
export function parseYaml(text: string): TextNode | undefined {
  return new Parser(text).document();
}

class Parser {
  readonly #scanner: Scanner;
  readonly #anchors = new Map<string, TextNode>();
  readonly #handles = new Map([
    ["!", "!"],
    ["!!", CORE_TAG],
  ]);
  #depth = 0;
  #end = 0;

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  document(): TextNode | undefined {
    const first = this.#type();
    if (first === "stream-end") return undefined;
    if (first === "directive" || first === "document-start") {
      this.#directives();
      if (this.#type() !== "document-start") this.#fail("did not find expected <document start>");
      if (AFTER_DOCUMENT.has(this.#skip())) return this.#empty();
    }
    const root = this.#node(true, false);
    this.#type();
    return root;
  }

  #type(): TokenType {
    return this.#scanner.peek().type;
  }

  #take(): Token {
    const token = this.#scanner.take();
    this.#end = token.end;
    return token;
  }

  #skip(): TokenType {
    this.#take();
    return this.#type();
  }

  /** A parser's failure names the line before; on the first line that of `since`, if any. */
  #fail(problem: string, since?: Token): never {
    const token = this.#scanner.peek();
    const line = token.line === 0 ? (since?.line ?? 0) : token.line;
    throw new YamlSyntaxError(line === 0 ? problem : `line ${line}: ${problem}`, token.start);
  }

  #directives(): void {
    let version = false;
    for (;;) {
      const { directive } = this.#scanner.peek();
      if (directive === undefined) return;
      if (directive.name === "YAML") {
        if (version) this.#fail("found duplicate %YAML directive");
        if (directive.major !== 1 || directive.minor !== 1) this.#fail("found incompatible YAML document");
        version = true;
      } else {
        this.#handles.set(directive.handle, directive.prefix);
      }
      this.#take();
    }
  }

  #empty(): TextNode {
    const at = this.#end;
    return { kind: "scalar", start: at, end: at, value: "", plain: true, tag: "" };
  }

  /** `indentless`: a sequence may stand at the column of the key it belongs to. */
  #node(block: boolean, indentless: boolean): TextNode {
    if (++this.#depth > NESTING_LIMIT) this.#fail(`exceeded max depth of ${NESTING_LIMIT}`);
    const node = this.#nodeAt(block, indentless);
    this.#depth--;
    return node;
  }

  #nodeAt(block: boolean, indentless: boolean): TextNode {
    const first = this.#scanner.peek();
    if (first.type === "alias") return this.#alias();
    let anchor: string | undefined;
    let tag: string | undefined;
    if (first.type === "anchor") anchor = this.#take().value;
    if (this.#type() === "tag") tag = this.#tag(first);
    if (anchor === undefined && this.#type() === "anchor") anchor = this.#take().value;
    const token = this.#scanner.peek();
    const content = { block, anchor, tag: tag ?? "", first };
    if (indentless && token.type === "-") return this.#indentlessSequence(content);
    if (token.type === "scalar") return this.#scalar(content);
    if (token.type === "[") return this.#flowSequence(content);
    if (token.type === "{") return this.#flowMapping(content);
    if (block && token.type === "block-sequence-start") return this.#blockSequence(content);
    if (block && token.type === "block-mapping-start") return this.#blockMapping(content);
    if (anchor === undefined && tag === undefined) this.#fail("did not find expected node content", first);
    const at = this.#end;
    return this.#anchored(anchor, {
      kind: "scalar",
      start: at,
      end: at,
      value: "",
      plain: tag === undefined,
      tag: tag ?? "",
    });
  }

  #anchored<T extends TextNode>(anchor: string | undefined, node: T): T {
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return node;
  }

  #alias(): TextNode {
    const { start, end, value } = this.#take();
    const target = this.#anchors.get(value);
    if (target === undefined) throw new YamlSyntaxError(`unknown anchor '${value}' referenced`, start);
    return { kind: "alias", start, end, name: value, target };
  }

  #tag(first: Token): string {
    const { handle, suffix } = this.#scanner.peek().tag ?? { handle: "", suffix: "" };
    if (handle === "") {
      this.#take();
      return suffix;
    }
    const prefix = this.#handles.get(handle);
    if (prefix === undefined) this.#fail("found undefined tag handle", first);
    this.#take();
    return prefix + suffix;
  }

  #scalar({ anchor, tag }: NodeContext): TextNode {
    const { start, end, value, plain } = this.#take();
    return this.#anchored(anchor, { kind: "scalar", start, end, value, plain: plain && tag === "", tag });
  }

  #sequence({ anchor, tag }: NodeContext) {
    const start = this.#scanner.peek().start;
    return this.#anchored(anchor, { kind: "sequence" as const, start, end: start, items: new Array<TextNode>(), tag });
  }

  #mapping({ anchor, tag }: NodeContext) {
    const start = this.#scanner.peek().start;
    const pairs = new Array<{ key: TextNode; value: TextNode }>();
    return this.#anchored(anchor, { kind: "mapping" as const, start, end: start, pairs, tag });
  }

  #indentlessSequence(context: NodeContext): TextNode {
    const node = this.#sequence(context);
    while (this.#type() === "-") {
      const type = this.#skip();
      const absent = type === "-" || type === "key" || type === "value" || type === "block-end";
      node.items.push(absent ? this.#empty() : this.#node(true, false));
    }
    node.end = this.#end;
    return node;
  }

  #blockSequence(context: NodeContext): TextNode {
    const node = this.#sequence(context);
    const opening = this.#take();
    while (this.#type() === "-") {
      const type = this.#skip();
      node.items.push(type === "-" || type === "block-end" ? this.#empty() : this.#node(true, false));
      node.end = this.#end;
    }
    if (this.#type() !== "block-end") this.#fail("did not find expected '-' indicator", opening);
    this.#scanner.take();
    return node;
  }

  #blockMapping(context: NodeContext): TextNode {
    const node = this.#mapping(context);
    const opening = this.#take();
    while (this.#type() === "key") {
      const key = this.#blockMember(this.#skip());
      const value = this.#type() === "value" ? this.#blockMember(this.#skip()) : this.#empty();
      node.pairs.push({ key, value });
      node.end = this.#end;
    }
    if (this.#type() !== "block-end") this.#fail("did not find expected key", opening);
    this.#scanner.take();
    return node;
  }

  #blockMember(type: TokenType): TextNode {
    return type === "key" || type === "value" || type === "block-end" ? this.#empty() : this.#node(true, true);
  }

  #flowSequence(context: NodeContext): TextNode {
    const node = this.#sequence(context);
    const opening = this.#take();
    for (let first = true; this.#type() !== "]"; first = false) {
      if (!first) {
        if (this.#type() !== ",") this.#fail("did not find expected ',' or ']'", opening);
        if (this.#skip() === "]") break;
      }
      node.items.push(this.#type() === "key" ? this.#flowPair() : this.#node(false, false));
    }
    node.end = this.#take().end;
    return node;
  }

  /** `[a: b]`: a mapping of one pair without braces. Upstream loses what stands where a key is absent. */
  #flowPair(): TextNode {
    const { start } = this.#take();
    const isAbsent = ["value", ",", "]"].includes(this.#type());
    if (isAbsent) this.#take();
    const key = isAbsent ? this.#empty() : this.#node(false, false);
    let value = this.#empty();
    if (this.#type() === "value") {
      this.#take();
      value = this.#flowMember([",", "]"]);
    }
    return { kind: "mapping", start, end: this.#end, pairs: [{ key, value }], tag: "" };
  }

  #flowMember(absent: readonly TokenType[]): TextNode {
    return absent.includes(this.#type()) ? this.#empty() : this.#node(false, false);
  }

  #flowMapping(context: NodeContext): TextNode {
    const node = this.#mapping(context);
    const opening = this.#take();
    for (let first = true; this.#type() !== "}"; first = false) {
      if (!first) {
        if (this.#type() !== ",") this.#fail("did not find expected ',' or '}'", opening);
        if (this.#skip() === "}") break;
      }
      node.pairs.push(this.#flowMappingPair());
    }
    node.end = this.#take().end;
    return node;
  }

  #flowMappingPair(): { key: TextNode; value: TextNode } {
    if (this.#type() !== "key") return { key: this.#node(false, false), value: this.#empty() };
    this.#take();
    const key = this.#flowMember(["value", ",", "}"]);
    if (this.#type() !== "value") return { key, value: this.#empty() };
    this.#take();
    return { key, value: this.#flowMember([",", "}"]) };
  }
}

interface NodeContext {
  readonly block: boolean;
  readonly anchor: string | undefined;
  readonly tag: string;
  readonly first: Token;
}
