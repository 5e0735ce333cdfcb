import type { FieldPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { invalid, required, type FieldError } from "../../field-error.ts";
import { child, list, text, type Fields } from "../../validation/fields.ts";
import { printedStruct, type GoStruct } from "../../validation/go-value.ts";
import { successorOfNodeLabel } from "../../validation/node-labels.ts";
import { NODE_TERM } from "../pod/go-scheduling.ts";
import { validateNodeSelector } from "../pod/validate-affinity.ts";

const AFFINITY: GoStruct = [["Required", { pointerTo: [["NodeSelectorTerms", { listOf: NODE_TERM }]] }]];
const PATH: FieldPath = ["spec", "nodeAffinity", "required"];

/** From which nodes a volume can be reached. */
export function validateNodeAffinity(spec: Fields): readonly FieldError[] {
  const affinity = child(spec, "nodeAffinity");
  if (affinity === undefined) return [];
  const selector = child(affinity, "required");
  return selector === undefined
    ? [required(PATH, "must specify required node constraints")]
    : validateNodeSelector(PATH, selector);
}

const termsOf = (spec: Fields): readonly Fields[] =>
  list(child(child(spec, "nodeAffinity"), "required"), "nodeSelectorTerms");

/** The old expressions, under the labels that have taken the place of theirs where the new ones name these. */
function renamed(old: Fields, expressions: readonly Fields[]): Fields {
  const before = list(old, "matchExpressions");
  if (before.length === 0) return old;
  const matchExpressions = before.map((expression, index) => {
    const successor = successorOfNodeLabel(text(expression, "key"));
    return successor !== undefined && successor === text(expressions[index], "key")
      ? { ...expression, key: successor }
      : expression;
  });
  return { ...old, matchExpressions };
}

function saysTheSame(spec: Fields, old: Fields): boolean {
  if (child(spec, "nodeAffinity") === undefined) return false;
  const terms = termsOf(spec);
  const before = termsOf(old).map((term, index) => renamed(term, list(terms[index], "matchExpressions")));
  return sameJson(terms, before);
}

/**
 * Once a volume says from where it can be reached, nothing but the names of labels changes.
 * @see pkg/apis/core/validation/validation.go, `validatePvNodeAffinity` (1.36)
 */
export function validateAffinityChange(spec: Fields, old: Fields): readonly FieldError[] {
  if (child(old, "nodeAffinity") === undefined || saysTheSame(spec, old)) return [];
  const affinity = child(spec, "nodeAffinity");
  const printed = affinity === undefined ? null : printedStruct(affinity, AFFINITY);
  return [invalid(["nodeAffinity"], printed, "field is immutable, except for updating from beta label to GA")];
}
