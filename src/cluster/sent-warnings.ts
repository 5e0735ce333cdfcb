/** How many characters the warnings of one answer have in all, and each of them where that is exceeded. */
const MOST_IN_ALL = 4096;
const MOST_EACH = 256;

/** Code points, as Go counts them. */
const runesOf = (text: string): readonly string[] => Array.from(text);

function total(warnings: readonly string[]): number {
  return warnings.reduce((sum, warning) => sum + runesOf(warning).length, 0);
}

/** Shortened warnings: all that were there when it became too much, then others until it is too much again. */
function shortened(warnings: readonly string[]): readonly string[] {
  const short = warnings.map((warning) => runesOf(warning).slice(0, MOST_EACH).join(""));
  const sent = short.filter((_, index) => total(warnings.slice(0, index)) <= MOST_IN_ALL);
  for (const warning of short.slice(sent.length)) {
    if (total(sent) >= MOST_IN_ALL) break;
    sent.push(warning);
  }
  return sent;
}

/**
 * The warnings of an answer as the server sends them: each once, and not too much of them.
 * @see staging/src/k8s.io/apiserver/pkg/endpoints/filters/warning.go, `AddWarning` (1.36)
 */
export function sentWarnings(warnings: readonly string[]): readonly string[] {
  if (warnings.length === 0) return warnings;
  const said = [...new Set(warnings)];
  return total(said) <= MOST_IN_ALL ? said : shortened(said);
}
