import { revisionOf } from "../../api/kinds/controllerrevision/types.ts";
import { isTerminating } from "../../api/object.ts";
import type { Entry } from "./roster-entry.ts";

/** How many pods of a set are what; terminating ones are in the first three (3.10 of the controller's rules). */
export interface Tally {
  readonly created: number;
  readonly ready: number;
  readonly available: number;
}

/** Pods of one revision: all of them, and those that are not terminating. */
interface Count {
  all: number;
  staying: number;
}

/** Counts the pods of a set as they come and go. */
export class Headcount {
  readonly #byRevision = new Map<string, Count>();
  #created = 0;
  #ready = 0;
  #available = 0;

  get tally(): Tally {
    return { created: this.#created, ready: this.#ready, available: this.#available };
  }

  /** Pods at a revision that are not terminating. */
  countAt(revision: string): number {
    return this.#byRevision.get(revision)?.staying ?? 0;
  }

  /** Whether any pod, terminating or not, carries the revision. */
  isInUse(revision: string): boolean {
    return (this.#byRevision.get(revision)?.all ?? 0) > 0;
  }

  /** A pod comes or goes. */
  count({ pod, isReady, isAvailable }: Entry, by: 1 | -1): void {
    this.#created += by;
    if (isReady) this.#ready += by;
    if (isReady && isAvailable) this.#available += by;
    const count = this.#countOf(revisionOf(pod));
    count.all += by;
    if (!isTerminating(pod)) count.staying += by;
  }

  #countOf(revision: string): Count {
    let count = this.#byRevision.get(revision);
    if (count === undefined) this.#byRevision.set(revision, (count = { all: 0, staying: 0 }));
    return count;
  }
}
