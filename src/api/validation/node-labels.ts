import { printPath, type FieldPath } from "../../base/field-path.ts";
import { labelValueFlaws } from "../names.ts";
import { list, text, texts, type Fields } from "./fields.ts";

const REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ["beta.kubernetes.io/arch", 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ["beta.kubernetes.io/os", 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  ["failure-domain.beta.kubernetes.io/region", 'deprecated since v1.17; use "topology.kubernetes.io/region" instead'],
  ["failure-domain.beta.kubernetes.io/zone", 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'],
  ["beta.kubernetes.io/instance-type", 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'],
]);

/**
 * What is said about a label of nodes that has a successor.
 * @see pkg/api/node/util.go, `deprecatedNodeLabels` (1.36)
 */
export function nodeLabelWarning(key: string): string | undefined {
  return REPLACEMENTS.get(key);
}

/**
 * Values that no node can have, of terms that are accepted with them.
 * @see `GetWarningsForNodeSelectorTerm` in the same file
 */
export function nodeValueWarnings(path: FieldPath, term: Fields): readonly string[] {
  return list(term, "matchExpressions").flatMap((expression, index) =>
    texts(expression, "values").flatMap((value, place) => {
      const at = printPath([...path, "matchExpressions", index, "values", place]);
      return labelValueFlaws(value).map((flaw) => `${at}: ${value} is invalid, ${flaw}`);
    }),
  );
}

/** @see `GetWarningsForNodeSelectorTerm` in the same file */
export function nodeTermWarnings(path: FieldPath, term: Fields): readonly string[] {
  return list(term, "matchExpressions").flatMap((expression, index) => {
    const key = text(expression, "key");
    const warning = nodeLabelWarning(key);
    return warning === undefined
      ? []
      : [`${printPath([...path, "matchExpressions", index, "key"])}: ${key} is ${warning}`];
  });
}
