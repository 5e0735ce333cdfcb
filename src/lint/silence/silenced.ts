import type { KubeObject } from "../../api/object.ts";
import { namesAndReason } from "../../manifest/suppressions.ts";
import type { RuleText } from "../rule.ts";

/** The annotation of an object whose findings are not wanted: rule ids, with commas between, and perhaps `: reason`. */
export const IGNORE_ANNOTATION = "stsctl.dev/ignore";

/** Whether an object says itself that a finding of one of these rules is not wanted. */
export function isSilencedBy({ metadata }: KubeObject, rules: readonly Pick<RuleText, "id" | "code">[]): boolean {
  const text = metadata.annotations?.[IGNORE_ANNOTATION];
  if (typeof text !== "string") return false;
  const { rules: names } = namesAndReason(text);
  return rules.some(({ id, code }) => names.includes(id) || names.includes(code));
}
