import type { FieldPath, PathSegment } from "../base/field-path.ts";
import type { Locate, LocatedRange } from "../base/source.ts";
import { type DocumentText, nodesOf } from "./document.ts";
import { isMergeKey } from "./go-yaml/merge-key.ts";
import { mapKey } from "./go-yaml/go-value.ts";
import type { MappingNode, TextNode } from "./go-yaml/node.ts";
import { resolveScalar } from "./go-yaml/scalar.ts";
import { stretchInBlocks } from "./stretch-in-blocks.ts";
import { LONGEST_RECOUNTED, positionInDocument } from "./text.ts";

/** A field as it is written: its key, when it is the member of a mapping, and its value. */
interface Written {
  readonly key?: TextNode;
  readonly value: TextNode;
}

/** Finds fields below `base` in a document: by its lines where they suffice, else its nodes are read, once. */
export function locateIn(document: DocumentText, base: FieldPath = []): Locate {
  let root: TextNode | undefined;
  return (below, part) => {
    const path = [...base, ...below];
    if (!document.unusual && document.text.length <= LONGEST_RECOUNTED) {
      const stretch = stretchInBlocks(document.text, path, part);
      if (stretch !== undefined) return offsetRange(document, stretch);
    }
    root ??= nodesOf(document);
    return rangeOf(document, root, { path, part });
  };
}

function rangeOf(
  document: DocumentText,
  root: TextNode | undefined,
  wanted: { readonly path: FieldPath; readonly part: "key" | "value" },
): LocatedRange {
  if (root === undefined) return offsetRange(document, { start: document.start, end: document.start, exact: false });
  let written: Written = { value: root };
  for (const segment of wanted.path) {
    const next = step(written.value, segment);
    if (next === undefined) return ancestorRange(document, written);
    written = next;
  }
  const { key, value } = written;
  const node = key !== undefined && (wanted.part === "key" || value.start === value.end) ? key : value;
  return offsetRange(document, { start: node.start, end: node.end, exact: true });
}

/** What is written for a field, an alias followed; undefined when nothing is. */
export function nodeAt(root: TextNode, path: FieldPath): TextNode | undefined {
  let node: TextNode | undefined = root;
  for (const segment of path) node = node === undefined ? undefined : step(node, segment)?.value;
  return node?.kind === "alias" ? node.target : node;
}

/** The closest written ancestor of a field: its key, or where it begins when it has none. */
function ancestorRange(document: DocumentText, { key, value }: Written): LocatedRange {
  if (key !== undefined) return offsetRange(document, { start: key.start, end: key.end, exact: false });
  const first = value.kind === "mapping" ? (value.pairs[0]?.key ?? value) : value;
  return offsetRange(document, { start: first.start, end: first.end, exact: false });
}

/** The range between two offsets of a document's text. */
export function offsetRange(
  document: DocumentText,
  { start, end, exact }: { readonly start: number; readonly end: number; readonly exact: boolean },
): LocatedRange {
  return {
    file: document.file,
    start: positionInDocument(document, start),
    end: positionInDocument(document, end),
    exact,
  };
}

function step(from: TextNode, segment: PathSegment): Written | undefined {
  const node = from.kind === "alias" ? from.target : from;
  if (typeof segment === "number") {
    const item = node.kind === "sequence" ? node.items[segment] : undefined;
    return item === undefined ? undefined : { value: item };
  }
  return member(node, typeof segment === "object" ? segment.key : segment);
}

/** The last of equal keys, as in the decoded object; merged mappings count where they are merged. */
function member(node: TextNode, name: string): Written | undefined {
  if (node.kind !== "mapping") return undefined;
  const isMerged = node.pairs.length > SMALL ? membersOf(node).isMerged : node.pairs.some(({ key }) => isMergeKey(key));
  return isMerged ? memberOfMerged(node, name) : ownMember(node, name);
}

function memberOfMerged(node: MappingNode, name: string): Written | undefined {
  let found: Written | undefined;
  for (const { key, value } of node.pairs) {
    if (isMergeKey(key)) found = mergedMember(value, name) ?? found;
    else if (keyName(key) === name) found = { key, value };
  }
  return found;
}

/** Mappings of more members are searched once, and their members then looked up. */
const SMALL = 32;

interface Members {
  readonly byName: ReadonlyMap<string | undefined, Written>;
  /** Whether others are merged into the mapping. */
  readonly isMerged: boolean;
}

const members = new WeakMap<MappingNode, Members>();

function membersOf(node: MappingNode): Members {
  let known = members.get(node);
  if (known === undefined) {
    const byName = new Map(node.pairs.map((pair) => [keyName(pair.key), pair]));
    members.set(node, (known = { byName, isMerged: node.pairs.some(({ key }) => isMergeKey(key)) }));
  }
  return known;
}

/** The last member of that name that stands in a mapping itself. */
export function ownMember(node: MappingNode, name: string): Written | undefined {
  if (node.pairs.length > SMALL) return membersOf(node).byName.get(name);
  return node.pairs.findLast(({ key }) => keyName(key) === name);
}

function mergedMember(node: TextNode, name: string): Written | undefined {
  const target = node.kind === "alias" ? node.target : node;
  if (target.kind !== "sequence") return member(target, name);
  for (const item of target.items) {
    const found = mergedMember(item, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The member's name that a key stands for; undefined for keys that are no scalar. */
export function keyName(key: TextNode): string | undefined {
  const target = key.kind === "alias" ? key.target : key;
  return target.kind === "scalar" ? mapKey(resolveScalar(target)) : undefined;
}
