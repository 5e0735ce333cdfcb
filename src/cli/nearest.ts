function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The words close enough to a mistyped one: two edits at most, or it is their beginning. */
export function nearest(word: string, candidates: readonly string[]): readonly string[] {
  return candidates.filter((candidate) => distance(word, candidate) <= 2 || candidate.startsWith(word));
}
