import type { Instant } from "../base/instant.ts";

/** One thing to do: a key of the controller with that number. */
export interface Item {
  readonly controller: number;
  readonly key: string;
}

interface Timer extends Item {
  readonly at: Instant;
  readonly order: number;
}

function idOf(item: Item): string {
  return `${item.controller}\n${item.key}`;
}

/**
 * What is to be done now, first come first served and each item once, and what is to be done later. Of several timers
 * of one item the last one set counts.
 */
export class Agenda {
  readonly #queue: Item[] = [];
  #head = 0;
  readonly #queued = new Set<string>();
  readonly #heap: Timer[] = [];
  readonly #due = new Map<string, Instant>();
  #order = 0;

  enqueue(item: Item): void {
    const id = idOf(item);
    if (this.#queued.has(id)) return;
    this.#queued.add(id);
    this.#queue.push(item);
  }

  /** The next item to do now. */
  next(): Item | undefined {
    const item = this.#queue[this.#head];
    if (item === undefined) return undefined;
    this.#head++;
    this.#queued.delete(idOf(item));
    if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
      this.#queue.splice(0, this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Sets the item's timer, or with undefined takes it away: what was set before no longer counts. */
  schedule(item: Item, at: Instant | undefined): void {
    const id = idOf(item);
    if (at === undefined) {
      this.#due.delete(id);
      return;
    }
    if (this.#due.get(id) === at) return;
    this.#due.set(id, at);
    this.#push({ ...item, at, order: this.#order++ });
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
      this.#pop();
      this.#due.delete(idOf(first));
      this.enqueue(first);
    }
  }

  /** Timers that a later one of the same item has replaced, or that were taken away. */
  #dropStale(): void {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (this.#due.get(idOf(first)) === first.at) return;
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
