/** Words that name objects, and the `K=V` and `K-` after them. */
export interface SplitChanges {
  readonly targets: readonly string[];
  readonly changes: readonly string[];
}

/**
 * Tells objects and changes apart: from the first word with `=` or a final `-` on, all are changes.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go, `GetResourcesAndPairs` (1.36)
 */
export function splitChanges(words: readonly string[]): SplitChanges {
  const first = words.findIndex((word, index) => index > 0 && isChange(word));
  const place = words.length > 0 && isChange(words[0] ?? "") ? 0 : first;
  return place < 0 ? { targets: words, changes: [] } : { targets: words.slice(0, place), changes: words.slice(place) };
}

function isChange(word: string): boolean {
  return word.includes("=") || (word.endsWith("-") && word !== "-");
}
