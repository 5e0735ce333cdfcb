import { parseBounds } from "./bounds.ts";
import type { ListNode, PathNode } from "./node.ts";
import { Scanner } from "./scanner.ts";
import { TemplateError } from "./template-error.ts";
import { unquote } from "./unquote.ts";

/**
 * Reads a whole template: text, and paths in braces.
 * @throws TemplateError with upstream's sentence
 * @see staging/src/k8s.io/client-go/util/jsonpath/parser.go (1.36)
 */
export function parseJsonPath(text: string): ListNode {
  const scanner = new Scanner(text);
  const nodes: PathNode[] = [];
  while (scanner.peek() !== "") {
    scanner.while((character) => character !== "{");
    const plain = scanner.take();
    if (plain !== "") nodes.push({ is: "text", text: plain });
    if (scanner.peek() === "{") nodes.push(parseAction(scanner));
  }
  return { is: "list", nodes };
}

/** The path alone, as it stands between braces. */
function parsePath(path: string): ListNode {
  const [first] = parseJsonPath(`{${path}}`).nodes;
  return first?.is === "list" ? first : { is: "list", nodes: [] };
}

function parseAction(scanner: Scanner): ListNode {
  const nodes: PathNode[] = [];
  scanner.skip(1);
  while (!scanner.startsWith("}")) parseStep(scanner, nodes);
  scanner.skip(1);
  return { is: "list", nodes };
}

function parseStep(scanner: Scanner, nodes: PathNode[]): void {
  if (scanner.startsWith("[?(")) return void nodes.push(parseFilter(scanner));
  if (scanner.startsWith("..")) return parseRecursive(scanner, nodes);
  const character = scanner.peek();
  if (character === "" || character === "\n" || character === "\r") throw new TemplateError("unclosed action");
  if (character === " " || character === "@" || character === "$") return scanner.skip(1);
  if (character === "[") return void nodes.push(...parseArray(scanner));
  if (character === '"' || character === "'") return void nodes.push(parseQuoted(scanner, character));
  if (character === ".") {
    scanner.next();
    return void nodes.push(parseField(scanner));
  }
  if (/[-+\p{Nd}]/u.test(character)) return void nodes.push(parseNumber(scanner));
  if (isAlphaNumeric(character)) return void nodes.push(parseIdentifier(scanner));
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  throw new TemplateError(`unrecognized character in action: U+${code} '${character}'`);
}

function isAlphaNumeric(character: string): boolean {
  return /^[_\p{L}\p{Nd}]/u.test(character);
}

function isTerminator(character: string): boolean {
  return " \t\r\n.,[]$@{}".includes(character);
}

function parseRecursive(scanner: Scanner, nodes: PathNode[]): void {
  if (nodes.at(-1)?.is === "recursive") throw new TemplateError("invalid multiple recursive descent");
  scanner.skip(2);
  nodes.push({ is: "recursive" });
  if (isAlphaNumeric(scanner.peek())) nodes.push(parseField(scanner));
}

function parseField(scanner: Scanner): PathNode {
  scanner.take();
  for (;;) {
    const character = scanner.peek();
    if (character === "" || isTerminator(character)) break;
    scanner.next();
    if (character === "\\") scanner.next();
  }
  const name = scanner.take();
  return name === "*" ? { is: "wildcard" } : { is: "field", name: name.replaceAll("\\", "") };
}

function parseIdentifier(scanner: Scanner): PathNode {
  scanner.while((character) => !isTerminator(character));
  const name = scanner.take();
  return name === "true" || name === "false" ? { is: "boolean", value: name === "true" } : { is: "identifier", name };
}

function parseNumber(scanner: Scanner): PathNode {
  if (/[-+]/.test(scanner.peek())) scanner.next();
  scanner.while((character) => /[.\p{Nd}]/u.test(character));
  const text = scanner.take();
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(text)) throw new TemplateError(`cannot parse number ${text}`);
  return { is: "number", value: Number(text), float: text.includes(".") };
}

function parseQuoted(scanner: Scanner, quote: string): PathNode {
  scanner.next();
  for (;;) {
    const character = scanner.next();
    if (character === "" || character === "\n") throw new TemplateError("unterminated quoted string");
    if (character === quote && scanner.text[scanner.position - 2] !== "\\") break;
  }
  return { is: "text", text: unquote(scanner.take()) };
}

function parseArray(scanner: Scanner): readonly PathNode[] {
  for (;;) {
    const character = scanner.next();
    if (character === "" || character === "\n") throw new TemplateError("unterminated array");
    if (character === "]") break;
  }
  const text = scanner.take().slice(1, -1);
  const parts = text.split(",");
  if (parts.length > 1) {
    return [{ is: "union", members: parts.map((part) => parsePath(`[${part.replace(/^ +| +$/g, "")}]`)) }];
  }
  const key = /^'([^']*)'$/.exec(text)?.[1];
  return key === undefined ? [parseBounds(text)] : parsePath(`.${key}`).nodes;
}

/** The filter's text without its brackets: up to the parenthesis that no quoted string holds. */
function scanFilter(scanner: Scanner): string {
  scanner.skip(3);
  let quote = "";
  let closed = false;
  for (;;) {
    const character = scanner.next();
    if (character === "" || character === "\n") throw new TemplateError("unterminated filter");
    if (character === '"' || character === "'") {
      if (quote === "") quote = character;
      else if (scanner.text[scanner.position - 2] !== "\\" && character === quote) closed = true;
    } else if (character === ")" && (quote !== "") === closed) break;
  }
  if (scanner.next() !== "]") throw new TemplateError("unclosed array expect ]");
  return scanner.take().slice(0, -2);
}

function parseFilter(scanner: Scanner): PathNode {
  const text = scanFilter(scanner);
  const [, left, operator, right] = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text) ?? [];
  if (left === undefined || operator === undefined || right === undefined) {
    return { is: "filter", left: parsePath(text), right: { is: "list", nodes: [] }, operator: "exists" };
  }
  return { is: "filter", left: parsePath(left), right: parsePath(right), operator };
}
