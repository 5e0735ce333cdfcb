import { goText } from "../../base/go-text.ts";
import { byBytes } from "../../base/json.ts";
import { isMergeKey } from "./merge-key.ts";
import type { MappingNode, TextNode } from "./node.ts";
import type { Resolved } from "./resolve.ts";
import { resolveScalar } from "./scalar.ts";

/** The shortest decimal of a float32, as Go's `%g` writes it: keys that are floats pass through it. */
function float32Text(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  const narrow = Math.fround(value);
  if (!Number.isFinite(narrow)) return narrow > 0 ? ".inf" : "-.inf";
  let digits = 1;
  while (digits < 9 && Math.fround(Number(narrow.toPrecision(digits))) !== narrow) digits++;
  return goFloat(narrow.toExponential(digits - 1));
}

/** Go's `%g` with the shortest precision: an exponent of at least two digits below 1e-4 and from 1e6. */
function goFloat(scientific: string): string {
  const [mantissa = "0", exponentText = "0"] = scientific.split("e");
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return Number(scientific).toString();
  const sign = exponent < 0 ? "-" : "+";
  return `${mantissa}e${sign}${Math.abs(exponent).toString().padStart(2, "0")}`;
}

/** The name of a member whose key is a scalar: `1` and `yes` become `"1"` and `"true"`. Undefined for null. */
export function mapKey(key: Resolved): string | undefined {
  if (key.type === "null") return undefined;
  if (key.type === "float") return float32Text(key.value);
  return key.value.toString();
}

/** A value in Go's syntax (`%#v`), which is how go-yaml names a key that is no scalar; maps are sorted by key. */
export function goSyntax(node: TextNode): string {
  if (node.kind === "alias") return goSyntax(node.target);
  if (node.kind === "sequence") return `[]interface {}{${node.items.map(goSyntax).join(", ")}}`;
  if (node.kind === "mapping") {
    const members = Array.from(goMembers(node), ([key, value]) => `${key}:${value}`).sort(byBytes);
    return `map[interface {}]interface {}{${members.join(", ")}}`;
  }
  const resolved = resolveScalar(node);
  if (resolved.type === "null") return "interface {}(nil)";
  if (resolved.type === "str") return goText(resolved.value);
  return resolved.type === "float" ? float64Text(resolved.value) : resolved.value.toString();
}

function float64Text(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  return goFloat(value.toExponential());
}

/** As `goSyntax`, of what is printed by itself: there nothing has no type. */
export function goArgument(node: TextNode): string {
  const shown = goSyntax(node);
  return shown === "interface {}(nil)" ? "<nil>" : shown;
}

function goMembers(mapping: MappingNode): Map<string, string> {
  const members = new Map<string, string>();
  for (const { key, value } of mapping.pairs) {
    if (!isMergeKey(key)) members.set(goSyntax(key), goSyntax(value));
    else
      for (const merged of mergedMappings(value))
        for (const [name, shown] of goMembers(merged)) members.set(name, shown);
  }
  return members;
}

/** What a merge key brings in, in the order in which later ones win. */
function mergedMappings(node: TextNode): MappingNode[] {
  const target = node.kind === "alias" ? node.target : node;
  if (target.kind === "mapping") return [target];
  return target.kind === "sequence" ? target.items.toReversed().flatMap(mergedMappings) : [];
}
