import type { Snapshot } from "../cluster/snapshot.ts";

/** Where a cluster lives between commands. */
export interface Backend {
  /** The cluster as it was committed last; an empty one if it never was. Takes no lock: what it reads is whole. */
  open(): Promise<Snapshot>;
  /**
   * Keeps a snapshot, under the revision that follows `expectedRevision`. Refused with STATE_CHANGED when somebody else
   * committed since. Killed at any instant, what is kept is the old snapshot or the new one.
   */
  commit(snapshot: Snapshot, expectedRevision: number): Promise<Snapshot>;
  /**
   * Makes the caller the only writer. Waits for a living holder a bounded time, then throws STATE_LOCKED; a holder that
   * crashed is no holder. Aborting `signal` ends the wait with INTERRUPTED.
   */
  lock(signal: AbortSignal): Promise<Lock>;
  /**
   * Remembers, beside the cluster and not in it, that the last command left it as it was: refused, a dry run, a question.
   * The next commit forgets it.
   */
  noteUnchanged(): void;
  /** Whether the last command left the cluster as it was. */
  lastCommandChangedNothing(): boolean;
}

export interface Lock {
  release(): void;
}
