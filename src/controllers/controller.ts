import type { Instant } from "../base/instant.ts";
import type { Change } from "../cluster/change.ts";
import type { Writer } from "../cluster/cluster.ts";
import type { View } from "../cluster/view.ts";
import type { World } from "../cluster/world.ts";
import type { Again } from "./again.ts";

/** What a controller's step is about, e.g. `default/web`. Opaque to the loop; equal strings are one item of work. */
export type Key = string;

/** The parts of a key that is a namespace and a name. */
export function placeOf(key: Key): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf("/");
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

export interface StepContext {
  /** The cluster as of the step's start. */
  readonly view: View;
  /** Each write is seen by others at once, by this view never. */
  readonly api: Writer;
  readonly now: Instant;
  readonly world: World;
}

/**
 * One controller: level-triggered, without a clock, chance or memory of its own (what it must remember is on objects).
 * A step reads first, then writes, looks at each answer, and says when to look again. Waking it twice is harmless.
 */
export interface Controller {
  readonly name: string;
  /**
   * Works when no other has anything to do at this instant: for those that upstream hear of changes last, through
   * graphs and queues of their own.
   */
  readonly isLate?: true;
  /** Looks at the world's faults; such keys are looked at when a fault comes or goes. */
  readonly heedsFaults?: true;
  /** Keys to look at because an object changed. Gets both sides in the change, for labels and owners that moved. */
  keysFor(change: Change, view: View): readonly Key[];
  /**
   * All keys there are: looked at once when a saved cluster is opened that was not at rest, and when the world's settings
   * or faults change.
   */
  allKeys(view: View): readonly Key[];
  /** Those that wait for a deadline: looked at when a cluster at rest is opened, too. */
  deadlineKeys?(view: View): readonly Key[];
  sync(key: Key, context: StepContext): Again;
}
