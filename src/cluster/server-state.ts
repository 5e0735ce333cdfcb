import type { StrategyContext } from "../api/strategy.ts";
import type { KubeObject, ObjectKey } from "../api/object.ts";
import { Bug } from "../base/errors.ts";
import type { Instant } from "../base/instant.ts";
import { createAllocator, type Allocator } from "./allocation.ts";
import type { Change } from "./change.ts";
import type { Counters, Snapshot } from "./snapshot.ts";
import { createStore, type Store } from "./store.ts";
import type { World } from "./world.ts";

/** The state that a server starts from. */
export type ServerStart = Pick<Snapshot, "clock" | "world" | "counters" | "objects">;

/** The effective write; `before` or `after` is absent where there was or is no object. */
function changeOf(
  what: Pick<Change, "seq" | "at" | "actor" | "key">,
  before: KubeObject | undefined,
  after: KubeObject | undefined,
): Change {
  const { seq, at, actor, key } = what;
  if (before === undefined) return after === undefined ? what : { seq, at, actor, key, after };
  return after === undefined ? { seq, at, actor, key, before } : { seq, at, actor, key, before, after };
}

/** What an API server holds: its objects, clock and world, and what it counts and hands out. */
export class ServerState {
  readonly store: Store = createStore();
  readonly allocator: Allocator;
  world: World;
  readonly #listeners: ((change: Change) => void)[] = [];
  readonly #incarnations: Map<string, number>;
  #now: Instant;
  #resourceVersion: number;
  #changes: number;

  constructor({ clock, world, counters, objects }: ServerStart) {
    this.store.load(objects);
    this.allocator = createAllocator(counters);
    this.world = world;
    this.#incarnations = new Map(Object.entries(counters.incarnations));
    this.#now = clock;
    this.#resourceVersion = counters.resourceVersion;
    this.#changes = counters.changes;
  }

  get now(): Instant {
    return this.#now;
  }

  get seed(): number {
    return this.world.settings.seed;
  }

  /** How many effective writes there have been. */
  get changes(): number {
    return this.#changes;
  }

  get context(): StrategyContext {
    return { gates: this.world.settings.featureGates, isAllocated: true };
  }

  get counters(): Counters {
    return {
      resourceVersion: this.#resourceVersion,
      changes: this.#changes,
      ...this.allocator.counters,
      incarnations: Object.fromEntries(this.#incarnations),
    };
  }

  /** Never backwards. */
  moveClock(to: Instant): void {
    if (to > this.#now) this.#incarnations.clear();
    this.#now = Math.max(this.#now, to);
  }

  onChange(listener: (change: Change) => void): void {
    this.#listeners.push(listener);
  }

  /** How often an object of that name was created before at this very instant; counts the one that is being created. */
  incarnationOf({ kind, namespace, name }: ObjectKey): number {
    const id = `${kind}/${namespace}/${name}`;
    const count = this.#incarnations.get(id) ?? 0;
    this.#incarnations.set(id, count + 1);
    return count;
  }

  /** Stores or removes, stamps the version, tells the listeners. */
  commit(actor: string, key: ObjectKey, before?: KubeObject, after?: KubeObject): KubeObject {
    this.#resourceVersion++;
    const resourceVersion = String(this.#resourceVersion);
    const stored = after === undefined ? undefined : { ...after, metadata: { ...after.metadata, resourceVersion } };
    this.store.put(key, stored);
    const change = changeOf({ seq: ++this.#changes, at: this.#now, actor, key }, before, stored);
    for (const listener of this.#listeners) listener(change);
    const answer = stored ?? before;
    if (answer === undefined) throw new Bug(`nothing to store for ${key.kind} ${key.name}`);
    return answer;
  }
}
