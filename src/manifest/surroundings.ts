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

function laidOut(document: DocumentText, node: MappingNode): Surroundings {
  const at = (offset: number): Position => positionInDocument(document, offset);
  const [first] = node.pairs;
  return {
    flow: document.text[node.start] === "{",
    json: document.format === "json",
    firstKey: first === undefined ? undefined : at(first.key.start),
    has: (name) => ownMember(node, name) !== undefined,
    members: () =>
      node.pairs.map(({ key, value }) => ({
        name: keyName(key),
        start: at(key.start),
        end: at(Math.max(key.end, value.end)),
      })),
  };
}

/** The mapping at a path as it stands in the text; undefined where none does, or an alias brings it in. */
export function surroundingsOf(document: DocumentText, path: FieldPath): Surroundings | undefined {
  let node = nodesOf(document);
  for (const segment of path) node = node === undefined ? undefined : child(node, segment);
  return node?.kind === "mapping" ? laidOut(document, node) : undefined;
}
