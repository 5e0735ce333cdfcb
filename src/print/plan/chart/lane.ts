/** What something is in for a while: a pod, a name, or a claim. */
export type State = "not-ready" | "ready" | "terminating" | "answered" | "unanswered" | "there" | "gone" | "lost";

/** A stretch of time in one state. */
export interface Bar {
  readonly state: State;
  readonly fromMs: number;
  /** Absent where it goes on after the plan. */
  readonly toMs?: number;
  /** Of a pod: the number of its revision, or its name; "" where it is not known. */
  readonly revision: string;
  /** What is written on it, where the state does not say it. */
  readonly why: string;
}

/** One name over time. */
export interface Lane {
  readonly name: string;
  readonly bars: readonly Bar[];
}

/** Collects the bars of a lane: each ends where the next begins. Instants in milliseconds from the plan's beginning. */
export class Bars {
  readonly #bars: Bar[] = [];
  #open: Omit<Bar, "toMs"> | undefined;

  get open(): Omit<Bar, "toMs"> | undefined {
    return this.#open;
  }

  go(atMs: number, state: State, { revision = "", why = "" }: Partial<Pick<Bar, "revision" | "why">> = {}): void {
    this.close(atMs);
    this.#open = { state, fromMs: atMs, revision, why };
  }

  /** What took no time is not drawn. */
  close(atMs: number): void {
    if (this.#open !== undefined && atMs > this.#open.fromMs) this.#bars.push({ ...this.#open, toMs: atMs });
    this.#open = undefined;
  }

  /** All bars; the last may be open. */
  all(): readonly Bar[] {
    return this.#open === undefined ? this.#bars : [...this.#bars, this.#open];
  }
}
