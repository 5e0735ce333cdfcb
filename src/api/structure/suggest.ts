/** Optimal string alignment: insertions, deletions, changes, and swaps of two neighbours, each at cost 1. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/**
 * The candidate that was probably meant, if one is near enough: at most a third of its letters differ, and never more
 * than three. Case counts little. Of several as near, the first.
 */
export function suggest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > 3) continue;
    const cost = distance(name.toLowerCase(), candidate.toLowerCase()) + (name === candidate ? 0 : 0.1);
    const limit = Math.min(3, Math.max(1, Math.floor(candidate.length / 3)));
    if (cost < bestCost && Math.floor(cost) <= limit) {
      best = candidate;
      bestCost = cost;
    }
  }
  return best;
}
