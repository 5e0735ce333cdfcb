import type { Happening } from "../cluster/happening.ts";
import type { History } from "../cluster/snapshot.ts";

/** Happenings kept in a saved cluster. The last command's are kept whole up to this number. */
const LIMIT = 20_000;

/** What happened in a cluster. Of a history that was saved nothing is looked at before somebody asks. */
export class Recorder {
  readonly #saved: History;
  /** How many of the saved ones are left, at their end. */
  #left: number;
  #own: Happening[] = [];
  #dropped: number;
  #lastCommand: number;
  #seq: number;

  constructor(saved: History) {
    this.#saved = saved;
    this.#left = saved.kept ?? saved.happenings.length;
    this.#dropped = saved.dropped;
    this.#lastCommand = saved.lastCommand;
    this.#seq = saved.dropped + this.#left;
  }

  beginCommand(): void {
    this.#lastCommand = this.#seq + 1;
  }

  add(at: Happening["at"], found: Omit<Happening, "seq" | "at">): Happening {
    if (this.#left + this.#own.length >= 2 * LIMIT) this.#forget();
    const happening: Happening = { seq: ++this.#seq, at, ...found };
    this.#own.push(happening);
    return happening;
  }

  /** The last ones since it was opened. */
  latest(count: number): readonly Happening[] {
    return this.#own.slice(-count);
  }

  /** All that is kept, as of now. */
  history(): History {
    this.#forget();
    const own = [...this.#own];
    const left = this.#left;
    const all = (): readonly Happening[] => (left === 0 ? own : [...this.#saved.happenings.slice(-left), ...own]);
    const [dropped, lastCommand] = [this.#dropped, this.#lastCommand];
    if (this.#saved.kept === undefined) return { happenings: all(), dropped, lastCommand };
    let read: readonly Happening[] | undefined;
    return {
      kept: left + own.length,
      get happenings() {
        return (read ??= all());
      },
      dropped,
      lastCommand,
    };
  }

  #forget(): void {
    const excess = this.#left + this.#own.length - LIMIT;
    if (excess <= 0) return;
    const ofSaved = Math.min(excess, this.#left);
    this.#left -= ofSaved;
    if (excess > ofSaved) this.#own = this.#own.slice(excess - ofSaved);
    this.#dropped += excess;
  }
}
