import type { TextNode } from "./node.ts";
import { CORE_TAG } from "./scalar.ts";

/** Whether a key merges the mapping it stands for into the one it stands in. */
export function isMergeKey(key: TextNode): boolean {
  return key.kind === "scalar" && key.value === "<<" && (key.plain || key.tag === `${CORE_TAG}merge`);
}
