import type { Instant } from "../base/instant.ts";

/** One thing to do: a key of the controller with that number. */
export interface Item {
  readonly controller: number;
  readonly key: string;
  /** Waits until nothing else is to be done at this instant. */
  readonly isLate?: boolean;
}

interface Timer extends Item {
  readonly at: Instant;
  readonly order: number;
}

/** When an item is to be done, and whether only to give something up. */
interface Due {
  readonly at: Instant;
  readonly isDeadline: boolean;
}

/** A value for each item, by controller and then by key: keys are looked up without being put together. */
class PerItem<T> {
  readonly #byController: Map<string, T>[] = [];

  get({ controller, key }: Item): T | undefined {
    return this.#byController[controller]?.get(key);
  }

  set({ controller, key }: Item, value: T): void {
    while (this.#byController.length <= controller) this.#byController.push(new Map());
    this.#byController[controller]?.set(key, value);
  }

  delete({ controller, key }: Item): void {
    this.#byController[controller]?.delete(key);
  }
}

/** Items first come, first served. */
class Queue {
  readonly #items: Item[] = [];
  #head = 0;

  push(item: Item): void {
    this.#items.push(item);
  }

  shift(): Item | undefined {
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
  readonly #queued = new PerItem<true>();
  readonly #heap: Timer[] = [];
  readonly #due = new PerItem<Due>();
  /** Items whose timers are no deadlines. */
  #pressing = 0;
  #order = 0;

  enqueue(item: Item): void {
    if (this.#queued.get(item) === true) return;
    this.#queued.set(item, true);
    (item.isLate === true ? this.#late : this.#queue).push(item);
  }

  /** The next item to do now. */
  next(): Item | undefined {
    const item = this.#queue.shift() ?? this.#late.shift();
    if (item !== undefined) this.#queued.delete(item);
    return item;
  }

  schedule(item: Item, at: Instant | undefined, isDeadline = false): void {
    const known = this.#due.get(item);
    if (known !== undefined && known.at === at && known.isDeadline === isDeadline) return;
    if (known !== undefined) this.#forget(item, known);
    if (at === undefined) return;
    if (!isDeadline) this.#pressing++;
    this.#due.set(item, { at, isDeadline });
    const { controller, key, isLate = false } = item;
    this.#push({ controller, key, isLate, at, order: this.#order++ });
  }

  /** Whether something is due by itself, other than that something is given up. */
  presses(): boolean {
    return this.#pressing > 0;
  }

  #forget(item: Item, { isDeadline }: Due): void {
    if (!isDeadline) this.#pressing--;
    this.#due.delete(item);
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
      if (first === undefined || first.at > now) return;
      const due = this.#due.get(first);
      this.#pop();
      if (due !== undefined) this.#forget(first, due);
      this.enqueue(first);
    }
  }

  /** Timers that a later one of the same item has replaced, or that were taken away. */
  #dropStale(): void {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (this.#due.get(first)?.at === first.at) return;
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
