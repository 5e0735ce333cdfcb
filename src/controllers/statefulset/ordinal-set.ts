const WORD_BITS = 32;

/**
 * A set of ordinals that finds the next member above or below in time that grows with the logarithm of the highest.
 * Level 0 has a bit an ordinal; a bit of level n + 1 says that a word of level n is not empty. Only words that are not
 * empty are kept: a pod may bear any ordinal. The highest level has one word, so that a small set has few levels.
 */
export class OrdinalSet {
  readonly #levels: Map<number, number>[] = [new Map()];
  /** Above the highest ordinal that the levels reach. */
  #reach = WORD_BITS;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(ordinal: number): boolean {
    return this.#size > 0 && ((this.#word(0, ordinal >>> 5) >>> (ordinal & 31)) & 1) === 1;
  }

  add(ordinal: number): void {
    if (this.has(ordinal)) return;
    while (ordinal >= this.#reach) this.#raise();
    this.#size++;
    let at = ordinal;
    for (const words of this.#levels) {
      const index = at >>> 5;
      const word = words.get(index) ?? 0;
      words.set(index, word | (1 << (at & 31)));
      if (word !== 0) return;
      at = index;
    }
  }

  #raise(): void {
    this.#levels.push(new Map(this.#size === 0 ? [] : [[0, 1]]));
    this.#reach *= WORD_BITS;
  }

  delete(ordinal: number): void {
    if (!this.has(ordinal)) return;
    this.#size--;
    let at = ordinal;
    for (const words of this.#levels) {
      const index = at >>> 5;
      const left = (words.get(index) ?? 0) & ~(1 << (at & 31));
      if (left !== 0) {
        words.set(index, left);
        return;
      }
      words.delete(index);
      at = index;
    }
  }

  clear(): void {
    if (this.#size > 0) for (const words of this.#levels) words.clear();
    this.#size = 0;
  }

  /** The lowest member that is at least `from`. */
  atLeast(from: number): number | undefined {
    if (this.#size === 0) return undefined;
    let at = from;
    for (let level = 0; level < this.#levels.length; level++) {
      const above = this.#word(level, at >>> 5) & (-1 << (at & 31));
      if (above !== 0) return this.#descend(level, ((at >>> 5) << 5) + lowestBit(above), lowestBit);
      at = (at >>> 5) + 1;
    }
    return undefined;
  }

  /** The highest member that is at most `from`. */
  atMost(from: number): number | undefined {
    if (this.#size === 0) return undefined;
    let at = Math.min(from, this.#reach - 1);
    for (let level = 0; level < this.#levels.length && at >= 0; level++) {
      const bit = at & 31;
      const below = this.#word(level, at >>> 5) & (bit === 31 ? -1 : (1 << (bit + 1)) - 1);
      if (below !== 0) return this.#descend(level, ((at >>> 5) << 5) + highestBit(below), highestBit);
      at = (at >>> 5) - 1;
    }
    return undefined;
  }

  #word(level: number, index: number): number {
    return this.#levels[level]?.get(index) ?? 0;
  }

  #descend(level: number, at: number, pick: (word: number) => number): number {
    let position = at;
    for (let below = level - 1; below >= 0; below--) {
      position = position * WORD_BITS + pick(this.#word(below, position));
    }
    return position;
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

function highestBit(word: number): number {
  return 31 - Math.clz32(word);
}
