import type { FieldPath } from "../base/field-path.ts";
import { type DocumentText, nodesOf } from "./document.ts";
import { integer } from "./go-yaml/resolve.ts";
import { resolveScalar } from "./go-yaml/scalar.ts";
import { nodeAt } from "./locate.ts";

/** The text of a number in the JSON that kubectl decodes. */
export type WrittenNumber = (path: FieldPath, value: number | bigint) => string;

/** A member of JSON that may be a whole number with a fraction or an exponent. */
const NOT_PLAIN = /:\s*-?\d+[.eE]/;

/** Whether whole numbers of a document may be texts that Go does not take for such; `written`: the document alone. */
export function hasOddNumbers(document: DocumentText, written: string): boolean {
  return document.format === "json" && NOT_PLAIN.test(written);
}

/**
 * A number of JSON is decoded as it stands there. One of YAML is written anew: exactly within uint64, and otherwise in
 * the fewest digits that tell float64s apart.
 * @see sigs.k8s.io/yaml, `yamlToJSONTarget`; encoding/json, `floatEncoder`
 */
export function writtenNumbers(document: DocumentText): WrittenNumber {
  return (path, value) => {
    const root = nodesOf(document);
    const node = root === undefined ? undefined : nodeAt(root, path);
    if (node?.kind !== "scalar") return value.toString();
    if (document.format === "json") return node.value;
    const whole = resolveScalar(node).type === "int" ? integer(node.value.replaceAll("_", "")) : undefined;
    return (whole ?? value).toString();
  };
}
