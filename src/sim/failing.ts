import type { Again } from "../controllers/again.ts";
import type { Agenda, Item } from "./agenda.ts";

interface FailedItem extends Item {
  error: string;
  /** How many effective writes there had been when it was tried last. */
  seen: number;
}

/** The keys whose last step failed: each is tried again when something has been written that it has not seen. */
export class Failing {
  readonly #items = new Map<string, FailedItem>();

  /** Takes note of how a step ended. `progress`: how many effective writes there have been. */
  note({ controller, key, isLate = false }: Item, again: Again, progress: number): void {
    if (again.kind !== "retry" && this.#items.size === 0) return;
    const id = `${controller}\n${key}`;
    if (again.kind === "retry") this.#items.set(id, { controller, key, isLate, error: again.error, seen: progress });
    else this.#items.delete(id);
  }

  /** Puts on the agenda what is worth another try; whether there was any such. */
  wake(agenda: Agenda, progress: number): boolean {
    let woken = false;
    for (const item of this.#items.values()) {
      if (item.seen === progress) continue;
      item.seen = progress;
      agenda.enqueue(item);
      woken = true;
    }
    return woken;
  }

  get items(): readonly Readonly<FailedItem>[] {
    return [...this.#items.values()];
  }
}
