import type { Instant } from "../base/instant.ts";

/** One thing to do: a key of the controller with that number. */
export interface Item {
  readonly controller: number;
  readonly key: string;
  /** Waits until nothing else is to be done at this instant. */
  readonly isLate?: boolean;
}

/** What is known of a controller's key: whether it is in a queue, and when it is due. Found once, then passed on. */
class Slot implements Item {
  readonly controller: number;
  readonly key: string;
  readonly isLate: boolean;
  isQueued = false;
  /** When it is to be done next, and whether only to give something up. */
  at: Instant | undefined;
  isDeadline = false;

  constructor({ controller, key, isLate = false }: Item) {
    this.controller = controller;
    this.key = key;
    this.isLate = isLate;
  }
}

interface Timer {
  readonly slot: Slot;
  readonly at: Instant;
  readonly order: number;
}

/** Slots that may be kept of keys that nothing waits for, such as those of pods that are gone. */
const IDLE_AT_MOST = 50_000;

/** Slots by controller and then by key: keys are looked up without being put together. */
class Slots {
  readonly #byController: Map<string, Slot>[] = [];
  #size = 0;
  #limit = IDLE_AT_MOST;

  of(item: Item): Slot {
    if (item instanceof Slot) return item;
    const { controller, key } = item;
    while (this.#byController.length <= controller) this.#byController.push(new Map());
    const known = this.#byController[controller]?.get(key);
    if (known !== undefined) return known;
    const slot = new Slot(item);
    this.#byController[controller]?.set(key, slot);
    this.#size++;
    return slot;
  }

  dropIdle(): void {
    if (this.#size < this.#limit) return;
    for (const slots of this.#byController) {
      for (const [key, { isQueued, at }] of slots) if (!isQueued && at === undefined) slots.delete(key);
    }
    this.#size = this.#byController.reduce((sum, slots) => sum + slots.size, 0);
    this.#limit = this.#size + IDLE_AT_MOST;
  }
}

/** Items first come, first served. */
class Queue {
  readonly #items: Slot[] = [];
  #head = 0;

  push(item: Slot): void {
    this.#items.push(item);
  }

  shift(): Slot | undefined {
    const item = this.#items[this.#head];
    if (item === undefined) return undefined;
    this.#head++;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items.splice(0, this.#head);
      this.#head = 0;
    }
    return item;
  }
}

/**
 * What is to be done now, first come first served and each item once, and what is to be done later. Of several timers
 * of one item the last one set counts.
 */
export class Agenda {
  readonly #queue = new Queue();
  readonly #late = new Queue();
  readonly #slots = new Slots();
  readonly #heap: Timer[] = [];
  /** Items whose timers are no deadlines. */
  #pressing = 0;
  #order = 0;

  enqueue(item: Item): void {
    const slot = this.#slots.of(item);
    if (slot.isQueued) return;
    slot.isQueued = true;
    (slot.isLate ? this.#late : this.#queue).push(slot);
  }

  /** The next item to do now. */
  next(): Item | undefined {
    const slot = this.#queue.shift() ?? this.#late.shift();
    if (slot !== undefined) slot.isQueued = false;
    return slot;
  }

  schedule(item: Item, at: Instant | undefined, isDeadline = false): void {
    const slot = this.#slots.of(item);
    if (slot.at === at && (at === undefined || slot.isDeadline === isDeadline)) return;
    this.#forget(slot);
    if (at === undefined) return;
    if (!isDeadline) this.#pressing++;
    slot.at = at;
    slot.isDeadline = isDeadline;
    this.#push({ slot, at, order: this.#order++ });
  }

  /** Whether something is due by itself, other than that something is given up. */
  presses(): boolean {
    return this.#pressing > 0;
  }

  #forget(slot: Slot): void {
    if (slot.at === undefined) return;
    if (!slot.isDeadline) this.#pressing--;
    slot.at = undefined;
  }

  /** When the earliest timer is due; undefined when there is none. */
  nextDue(): Instant | undefined {
    this.#dropStale();
    return this.#heap[0]?.at;
  }

  /** Moves every timer that is due at that instant into the queue, in the order they were set. */
  release(now: Instant): void {
    for (;;) {
      this.#dropStale();
      const first = this.#heap[0];
      if (first === undefined || first.at > now) break;
      this.#pop();
      this.#forget(first.slot);
      this.enqueue(first.slot);
    }
    this.#slots.dropIdle();
  }

  /** Timers that a later one of the same item has replaced, or that were taken away. */
  #dropStale(): void {
    for (let first = this.#heap[0]; first !== undefined && first.slot.at !== first.at; first = this.#heap[0]) {
      this.#pop();
    }
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || before(above, timer)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const left = heap[child];
      if (left === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && before(right, left)) child++;
      const below = heap[child];
      if (below === undefined || before(last, below)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
