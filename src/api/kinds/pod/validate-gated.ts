import type { FieldPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { invalid, type FieldError, type PrintedValue } from "../../field-error.ts";
import { child, has, list, textMap, type Fields } from "../../validation/fields.ts";
import { goStruct, printGo } from "../../validation/go-value.ts";
import { NODE_TERM } from "./go-scheduling.ts";

const SPEC: FieldPath = ["spec"];
const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const AFFINITY: FieldPath = [...SPEC, "affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms"];

function nodeAffinity(spec: Fields): Fields | undefined {
  return child(child(spec, "affinity"), "nodeAffinity");
}

function termsOf(affinity: Fields | undefined): readonly Fields[] {
  return list(child(affinity, REQUIRED), "nodeSelectorTerms");
}

function printedTerms(terms: readonly Fields[]): PrintedValue {
  return { printed: terms.length === 0 ? "null" : printGo(terms.map((term) => goStruct(term, NODE_TERM))) };
}

/** Whether a list begins with all of another. */
function startsWith(requirements: readonly Fields[], old: readonly Fields[]): boolean {
  return requirements.length >= old.length && old.every((each, index) => sameJson(requirements[index], each));
}

function onlyAdds(term: Fields, old: Fields): boolean {
  const names = ["matchExpressions", "matchFields"];
  const isEmpty = (each: Fields): boolean => names.every((name) => list(each, name).length === 0);
  if (isEmpty(old) && !isEmpty(term)) return false;
  return names.every((name) => startsWith(list(term, name), list(old, name)));
}

/** @see pkg/apis/core/validation/validation.go, `validateNodeAffinityMutation` (1.36) */
function validateAffinityChange(spec: Fields, old: Fields): readonly FieldError[] {
  const before = termsOf(nodeAffinity(old));
  if (before.length === 0) return [];
  const after = termsOf(nodeAffinity(spec));
  if (before.length !== after.length) {
    const detail = "no additions/deletions to non-empty NodeSelectorTerms list are allowed";
    return [invalid(AFFINITY, printedTerms(after), detail)];
  }
  return after.flatMap((term, index) => {
    if (onlyAdds(term, before[index] ?? {})) return [];
    const printed = { printed: printGo(goStruct(term, NODE_TERM)) };
    return [invalid([...AFFINITY, index], printed, "only additions are allowed (no mutations or deletions)")];
  });
}

/** @see `validateNodeSelectorMutation` in the same file */
function validateSelectorChange(spec: Fields, old: Fields): readonly FieldError[] {
  const after = new Map(textMap(spec, "nodeSelector"));
  if (textMap(old, "nodeSelector").every(([key, value]) => after.get(key) === value)) return [];
  const detail = "only additions to spec.nodeSelector are allowed (no mutations or deletions)";
  return [invalid([...SPEC, "nodeSelector"], spec["nodeSelector"] ?? null, detail)];
}

/** While gates hold a pod back, its choice of nodes may become narrower. */
export function validateGatedChange(spec: Fields, old: Fields): readonly FieldError[] {
  return [...validateSelectorChange(spec, old), ...validateAffinityChange(spec, old)];
}

/** The affinity with the old one's choice of nodes, absent where the old one is and nothing else is new. */
function affinityOfOld(spec: Fields, old: Fields): unknown {
  const { nodeAffinity: _own, ...others } = child(spec, "affinity") ?? {};
  const before = nodeAffinity(old);
  if (before !== undefined) return { ...others, nodeAffinity: before };
  return Object.keys(others).length === 0 && !has(old, "affinity") ? undefined : others;
}

/** The new spec of a gated pod with the old one's choice of nodes. */
export function withNodesOfOld(spec: Fields, old: Fields): Fields {
  const affinity = sameJson(nodeAffinity(spec), nodeAffinity(old)) ? spec["affinity"] : affinityOfOld(spec, old);
  return { ...spec, nodeSelector: old["nodeSelector"], affinity };
}
