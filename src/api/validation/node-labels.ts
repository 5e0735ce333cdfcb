import { printPath, type FieldPath } from "../../base/field-path.ts";
import { labelValueFlaws } from "../names.ts";
import { list, text, texts, type Fields } from "./fields.ts";

interface Successor {
  readonly since: string;
  readonly key: string;
}

const SUCCESSORS: ReadonlyMap<string, Successor> = new Map([
  ["beta.kubernetes.io/arch", { since: "v1.14", key: "kubernetes.io/arch" }],
  ["beta.kubernetes.io/os", { since: "v1.14", key: "kubernetes.io/os" }],
  ["failure-domain.beta.kubernetes.io/region", { since: "v1.17", key: "topology.kubernetes.io/region" }],
  ["failure-domain.beta.kubernetes.io/zone", { since: "v1.17", key: "topology.kubernetes.io/zone" }],
  ["beta.kubernetes.io/instance-type", { since: "v1.17", key: "node.kubernetes.io/instance-type" }],
]);

/** The label of nodes that has taken the place of another; undefined where none has. */
export function successorOfNodeLabel(key: string): string | undefined {
  return SUCCESSORS.get(key)?.key;
}

/**
 * What is said about a label of nodes that has a successor.
 * @see pkg/api/node/util.go, `deprecatedNodeLabels` (1.36)
 */
export function nodeLabelWarning(key: string): string | undefined {
  const successor = SUCCESSORS.get(key);
  return successor && `deprecated since ${successor.since}; use "${successor.key}" instead`;
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
