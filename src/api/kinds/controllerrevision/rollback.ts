/** A version that a workload can go back to. */
export interface Numbered {
  readonly number: number;
}

/**
 * The version that `rollout undo` means: the one of that number, or with 0 the one before the last. Fails in kubectl's
 * words.
 * @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollback.go, `findHistory` (1.36)
 */
export function chooseRollback<T extends Numbered>(history: readonly T[], toRevision: number): T | string {
  if (toRevision < 0) return `unable to find specified revision ${toRevision} in history`;
  if (toRevision === 0) {
    if (history.length <= 1) return "no last revision to roll back to";
    const sorted = history.toSorted((a, b) => a.number - b.number);
    return sorted.at(-2) ?? "no last revision to roll back to";
  }
  const found = history.find(({ number }) => number === toRevision);
  return found ?? `unable to find specified revision ${toRevision} in history`;
}
