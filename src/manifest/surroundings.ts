import type { FieldPath, PathSegment } from "../base/field-path.ts";
import type { Position } from "../base/source.ts";
import { type DocumentText, nodesOf } from "./document.ts";
import type { MappingNode, TextNode } from "./go-yaml/node.ts";
import { keyName, ownMember } from "./locate.ts";
import { positionInDocument } from "./text.ts";

/** How a mapping is laid out, for those who want to change its text. */
export interface Surroundings {
  /** Written in braces. JSON is always. */
  readonly flow: boolean;
  readonly json: boolean;
  /** Where its first key begins; undefined for an empty mapping. */
  readonly firstKey: Position | undefined;
  /** Whether a member of that name stands in it, and is not only merged into it. */
  readonly has: (name: string) => boolean;
  /** Whether an alias elsewhere stands for that member's value, or for a part of it. */
  readonly isAliased: (name: string) => boolean;
  /** The members in the order of the text, aliases and merge keys among them. */
  readonly members: () => readonly MemberText[];
}

export interface MemberText {
  readonly name: string | undefined;
  readonly start: Position;
  readonly end: Position;
}

function child(from: TextNode, segment: PathSegment): TextNode | undefined {
  if (typeof segment === "number") return from.kind === "sequence" ? from.items[segment] : undefined;
  const name = typeof segment === "object" ? segment.key : segment;
  return from.kind === "mapping" ? ownMember(from, name)?.value : undefined;
}

function childrenOf(node: TextNode): readonly TextNode[] {
  if (node.kind === "sequence") return node.items;
  return node.kind === "mapping" ? node.pairs.flatMap(({ key, value }) => [key, value]) : [];
}

function* withDescendants(node: TextNode): Generator<TextNode> {
  const stack = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield next;
    for (const below of childrenOf(next)) stack.push(below);
  }
}

const known = new WeakMap<TextNode, ReadonlySet<TextNode>>();

/** The nodes that aliases stand for; looked for once in each document that is read. */
function aliasedIn(root: TextNode): ReadonlySet<TextNode> {
  const before = known.get(root);
  if (before !== undefined) return before;
  const targets = new Set<TextNode>();
  known.set(root, targets);
  for (const node of withDescendants(root)) if (node.kind === "alias") targets.add(node.target);
  return targets;
}

function laidOut(document: DocumentText, node: MappingNode, aliased: ReadonlySet<TextNode>): Surroundings {
  const at = (offset: number): Position => positionInDocument(document, offset);
  const [first] = node.pairs;
  return {
    flow: document.text[node.start] === "{",
    json: document.format === "json",
    firstKey: first === undefined ? undefined : at(first.key.start),
    has: (name) => ownMember(node, name) !== undefined,
    isAliased: (name) => {
      const value = ownMember(node, name)?.value;
      if (value === undefined || aliased.size === 0) return false;
      for (const below of withDescendants(value)) if (aliased.has(below)) return true;
      return false;
    },
    members: () =>
      node.pairs.map(({ key, value }) => ({
        name: keyName(key),
        start: at(key.start),
        end: at(Math.max(key.end, value.end)),
      })),
  };
}

/** The mapping at a path as it stands in the text; undefined where none does, or an alias brings it in or shares it. */
export function surroundingsOf(document: DocumentText, path: FieldPath): Surroundings | undefined {
  const root = nodesOf(document);
  if (root === undefined) return undefined;
  const aliased = document.unusual ? aliasedIn(root) : new Set<TextNode>();
  let node: TextNode | undefined = root;
  for (const segment of path) {
    if (node === undefined || aliased.has(node)) return undefined;
    node = child(node, segment);
  }
  return node?.kind === "mapping" && !aliased.has(node) ? laidOut(document, node, aliased) : undefined;
}
