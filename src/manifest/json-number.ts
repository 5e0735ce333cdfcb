import type { FieldPath } from "../base/field-path.ts";
import { type DocumentText, nodesOf } from "./document.ts";
import type { TextNode } from "./go-yaml/node.ts";
import { keyName } from "./locate.ts";

/** A number with three digits in its exponent, or of that many digits that it may be too large. */
const MAYBE_TOO_LARGE = /\d[eE]\+?\d{3}|\d{300}/;

/** The first number of a tree that no float64 holds, and where it is. */
function tooLarge(node: TextNode, path: FieldPath): { readonly text: string; readonly path: FieldPath } | undefined {
  if (node.kind === "scalar") {
    return node.plain && Math.abs(Number(node.value)) === Infinity ? { text: node.value, path } : undefined;
  }
  const members: readonly (readonly [TextNode, FieldPath])[] =
    node.kind === "sequence"
      ? node.items.map((item, index) => [item, [...path, index]])
      : node.kind === "mapping"
        ? node.pairs.map(({ key, value }) => [value, [...path, { key: keyName(key) ?? "" }]])
        : [];
  for (const [member, at] of members) {
    const found = tooLarge(member, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Why a number of a JSON document cannot be decoded; in YAML such a one is a text. `written`: the document alone.
 * @see sigs.k8s.io/json, `convertNumber` (1.36)
 */
export function numberProblem(
  document: DocumentText,
  written: string,
): { readonly message: string; readonly path: FieldPath } | undefined {
  if (document.format !== "json" || !MAYBE_TOO_LARGE.test(written)) return undefined;
  const root = nodesOf(document);
  const found = root === undefined ? undefined : tooLarge(root, []);
  if (found === undefined) return undefined;
  return { message: `json: cannot unmarshal number ${found.text} into Go value of type float64`, path: found.path };
}
