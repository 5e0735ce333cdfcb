import type { FieldPath } from "../base/field-path.ts";
import type { LocatedRange } from "../base/source.ts";
import { nodesOf } from "./document.ts";
import { isMergeKey } from "./go-yaml/merge-key.ts";
import { mapKey } from "./go-yaml/go-value.ts";
import type { MappingNode, ScalarNode, TextNode } from "./go-yaml/node.ts";
import { resolveScalar } from "./go-yaml/scalar.ts";
import { offsetRange } from "./locate.ts";
import type { Manifest } from "./manifest.ts";
import { resolveCore } from "./yaml12.ts";

/** A scalar that kubectl and a reader of YAML 1.2 take for different values. */
export interface DisputedScalar {
  readonly path: FieldPath;
  /** Whether it is a key or a value; the path of a key ends in kubectl's reading of it. */
  readonly part: "key" | "value";
  /** As it stands in the file. */
  readonly written: string;
  readonly kubectl: unknown;
  readonly yaml12: unknown;
  readonly at: LocatedRange;
}

/** A key that stands twice in one mapping. kubectl keeps the last value without a word. */
export interface DuplicateKey {
  readonly path: FieldPath;
  readonly first: LocatedRange;
  /** The later one. */
  readonly at: LocatedRange;
}

export interface Dialect {
  readonly disputed: readonly DisputedScalar[];
  readonly duplicates: readonly DuplicateKey[];
}

const NOTHING: Dialect = { disputed: [], duplicates: [] };

/**
 * What readers of a manifest may disagree on. Costs nothing for plain documents; others are read once more.
 * What aliases and merge keys bring in is told where it is written, not where it is used.
 */
export function dialectOf(manifest: Manifest): Dialect {
  const { document, base } = manifest;
  if (!document.unusual) return NOTHING;
  let node = nodesOf(document);
  for (const segment of base) node = node === undefined ? undefined : child(node, segment);
  if (node === undefined) return NOTHING;
  const found = { disputed: new Array<DisputedScalar>(), duplicates: new Array<DuplicateKey>() };
  walk(node, [], { ...found, range: ({ start, end }) => offsetRange(document, { start, end, exact: true }) });
  return found;
}

interface Findings {
  readonly disputed: DisputedScalar[];
  readonly duplicates: DuplicateKey[];
  readonly range: (node: TextNode) => LocatedRange;
}

function child(node: TextNode, segment: FieldPath[number]): TextNode | undefined {
  if (typeof segment === "number") return node.kind === "sequence" ? node.items[segment] : undefined;
  if (node.kind !== "mapping") return undefined;
  return node.pairs.findLast(({ key }) => key.kind === "scalar" && key.value === segment)?.value;
}

function walk(node: TextNode, path: FieldPath, findings: Findings): void {
  if (node.kind === "scalar") dispute(node, { path, part: "value" }, findings);
  else if (node.kind === "sequence") node.items.forEach((item, index) => walk(item, [...path, index], findings));
  else if (node.kind === "mapping") walkMapping(node, path, findings);
}

function walkMapping(node: MappingNode, path: FieldPath, findings: Findings): void {
  const seen = new Map<string, TextNode>();
  for (const { key, value } of node.pairs) {
    if (isMergeKey(key)) {
      walk(value, path, findings);
      continue;
    }
    const scalar = key.kind === "alias" ? key.target : key;
    const name = scalar.kind === "scalar" ? mapKey(resolveScalar(scalar)) : undefined;
    if (name === undefined) continue;
    const at = [...path, segmentOf(path, name)];
    const first = seen.get(name);
    if (first === undefined) seen.set(name, key);
    else findings.duplicates.push({ path: at, first: findings.range(first), at: findings.range(key) });
    if (key.kind === "scalar") dispute(key, { path: at, part: "key" }, findings);
    walk(value, at, findings);
  }
}

const MAPS_OF_STRINGS = new Set([
  "labels",
  "annotations",
  "matchLabels",
  "data",
  "stringData",
  "binaryData",
  "nodeSelector",
]);

/** The keys of labels and the like print in brackets. */
function segmentOf(path: FieldPath, name: string): FieldPath[number] {
  const parent = path.at(-1);
  return typeof parent === "string" && MAPS_OF_STRINGS.has(parent) ? { key: name } : name;
}

function dispute(
  node: ScalarNode,
  { path, part }: { readonly path: FieldPath; readonly part: "key" | "value" },
  findings: Findings,
): void {
  if (!node.plain) return;
  const kubectl = resolveScalar(node).value;
  const yaml12 = resolveCore(node.value);
  if (Object.is(kubectl, yaml12) || (typeof kubectl === typeof yaml12 && Number(kubectl) === Number(yaml12))) return;
  if (typeof kubectl !== "string" && typeof yaml12 !== "string" && Number(kubectl) === Number(yaml12)) return;
  findings.disputed.push({ path, part, written: node.value, kubectl, yaml12, at: findings.range(node) });
}
