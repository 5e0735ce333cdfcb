import { printPath } from "../../src/base/field-path.ts";
import type { Rule } from "../../src/lint/rule.ts";
import { findingsIn } from "./rule-test.ts";

/** `path: message` of all that is found in a manifest when no rule but this one runs. */
export function messagesIn(manifest: string, rule: Rule): readonly string[] {
  return findingsIn(manifest, [rule]).map(({ path, message }) => `${printPath(path)}: ${message}`);
}

/** `severity message` of the same. */
export function weightsIn(manifest: string, rule: Rule): readonly string[] {
  return findingsIn(manifest, [rule]).map(({ severity, message }) => `${severity} ${message}`);
}
