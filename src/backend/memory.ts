import { CommandError } from "../base/errors.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../cluster/snapshot.ts";
import type { Backend, Lock } from "./backend.ts";

function nothing(): void {
  // Replaced before anybody can call it.
}

/** A cluster that ends with the process. Writers queue for the lock in the order they came. */
export function memoryBackend(first: Snapshot = EMPTY_SNAPSHOT): Backend {
  let kept = first;
  let last: Promise<void> = Promise.resolve();
  let unchanged = false;
  return {
    open: async () => kept,
    commit: async (snapshot, expectedRevision) => {
      if (kept.revision !== expectedRevision) throw stateChanged();
      kept = { ...snapshot, revision: expectedRevision + 1 };
      unchanged = false;
      return kept;
    },
    lock: async () => {
      const before = last;
      const lock: { release: () => void } = { release: nothing };
      last = new Promise((resolve) => {
        lock.release = resolve;
      });
      await before;
      return lock satisfies Lock;
    },
    noteUnchanged: () => void (unchanged = true),
    lastCommandChangedNothing: () => unchanged,
  };
}

/** What a commit answers when somebody else was faster. */
export function stateChanged(): CommandError {
  return new CommandError("STATE_CHANGED", "the state was changed by another command meanwhile", {
    hint: "nothing was written; run the command again",
  });
}
