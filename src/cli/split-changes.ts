import { refuseUsage } from "./usage.ts";

/** Words that name objects, and the `K=V` and `K-` after them. */
export interface SplitChanges {
  readonly targets: readonly string[];
  readonly changes: readonly string[];
}

/**
 * Tells objects and changes apart: from the first word with `=` or a final `-` on, all have to be changes. Throws USAGE
 * where one is none; `what`: the changes, as that error names them.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go, `GetResourcesAndPairs` (1.36)
 */
export function splitChanges(words: readonly string[], what: string): SplitChanges {
  const first = words.findIndex(isChange);
  if (first < 0) return { targets: words, changes: [] };
  const [targets, changes] = [words.slice(0, first), words.slice(first)];
  const stray = changes.find((word) => !isChange(word));
  if (stray === undefined) return { targets, changes };
  const told = what === "environment" ? words.join(" ") : stray;
  return refuseUsage(`all resources must be specified before ${what} changes: ${told}`);
}

function isChange(word: string): boolean {
  return (word.includes("=") && !word.startsWith("=")) || (word.endsWith("-") && word !== "-");
}
