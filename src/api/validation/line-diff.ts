import { addTo } from "../../base/add-to.ts";

interface Block {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

interface Change {
  readonly equal: boolean;
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
}

/** Lines that are frequent in a long text are no anchors, as in Python's difflib, which upstream's library follows. */
function placesOf(lines: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) {
    addTo(places, line, index);
  }
  if (lines.length < 200) return places;
  const frequent = Math.floor(lines.length / 100) + 1;
  return new Map([...places].filter(([, indexes]) => indexes.length <= frequent));
}

class Matcher {
  readonly #a: readonly string[];
  readonly #b: readonly string[];
  readonly #places: ReadonlyMap<string, readonly number[]>;
  constructor(a: readonly string[], b: readonly string[]) {
    this.#a = a;
    this.#b = b;
    this.#places = placesOf(b);
  }

  #grown(block: Block, low: readonly [number, number], high: readonly [number, number]): Block {
    let { a, b, size } = block;
    while (a > low[0] && b > low[1] && this.#a[a - 1] === this.#b[b - 1]) {
      a--;
      b--;
      size++;
    }
    while (a + size < high[0] && b + size < high[1] && this.#a[a + size] === this.#b[b + size]) size++;
    return { a, b, size };
  }

  #longest(low: readonly [number, number], high: readonly [number, number]): Block {
    let best: Block = { a: low[0], b: low[1], size: 0 };
    let lengths = new Map<number, number>();
    for (let i = low[0]; i < high[0]; i++) {
      const next = new Map<number, number>();
      for (const j of this.#places.get(this.#a[i] ?? "") ?? []) {
        if (j < low[1]) continue;
        if (j >= high[1]) break;
        const size = (lengths.get(j - 1) ?? 0) + 1;
        next.set(j, size);
        if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
      }
      lengths = next;
    }
    return this.#grown(best, low, high);
  }

  blocks(
    low: readonly [number, number] = [0, 0],
    high: readonly [number, number] = [this.#a.length, this.#b.length],
  ): readonly Block[] {
    const block = this.#longest(low, high);
    if (block.size === 0) return [];
    return [
      ...this.blocks(low, [block.a, block.b]),
      block,
      ...this.blocks([block.a + block.size, block.b + block.size], high),
    ];
  }
}

function changes(a: readonly string[], b: readonly string[]): readonly Change[] {
  const result: Change[] = [];
  let [i, j] = [0, 0];
  for (const block of [...new Matcher(a, b).blocks(), { a: a.length, b: b.length, size: 0 }]) {
    if (i < block.a || j < block.b) result.push({ equal: false, a: [i, block.a], b: [j, block.b] });
    [i, j] = [block.a + block.size, block.b + block.size];
    if (block.size > 0) result.push({ equal: true, a: [block.a, i], b: [block.b, j] });
  }
  return result;
}

const CONTEXT = 3;

function hunks(all: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  let group: Change[] = [];
  for (const [index, change] of all.entries()) {
    let { a, b } = change;
    if (change.equal && index === 0) {
      a = [Math.max(a[0], a[1] - CONTEXT), a[1]];
      b = [Math.max(b[0], b[1] - CONTEXT), b[1]];
    } else if (change.equal && index < all.length - 1 && a[1] - a[0] > 2 * CONTEXT) {
      group.push({ equal: true, a: [a[0], a[0] + CONTEXT], b: [b[0], b[0] + CONTEXT] });
      groups.push(group);
      group = [];
      a = [a[1] - CONTEXT, a[1]];
      b = [b[1] - CONTEXT, b[1]];
    } else if (change.equal && index === all.length - 1) {
      a = [a[0], Math.min(a[1], a[0] + CONTEXT)];
      b = [b[0], Math.min(b[1], b[0] + CONTEXT)];
    }
    group.push({ equal: change.equal, a, b });
  }
  if (group.some((change) => !change.equal)) groups.push(group);
  return groups;
}

function rangeText(from: number, to: number): string {
  const length = to - from;
  if (length === 1) return `${from + 1}`;
  return `${length === 0 ? from : from + 1},${length}`;
}

function hunkText(hunk: readonly Change[], a: readonly string[], b: readonly string[]): string {
  const first = hunk[0];
  const last = hunk.at(-1);
  if (first === undefined || last === undefined) return "";
  const lines = [`@@ -${rangeText(first.a[0], last.a[1])} +${rangeText(first.b[0], last.b[1])} @@`];
  for (const change of hunk) {
    if (change.equal) lines.push(...a.slice(...change.a).map((line) => ` ${line}`));
    else {
      lines.push(...a.slice(...change.a).map((line) => `-${line}`));
      lines.push(...b.slice(...change.b).map((line) => `+${line}`));
    }
  }
  return `${lines.join("\n")}\n`;
}

/**
 * A unified diff of two texts with three lines of context and no file names, every line ended.
 * @see staging/src/k8s.io/apimachinery/pkg/util/diff, `Diff` (1.36), which uses github.com/pmezard/go-difflib
 */
export function unifiedDiff(before: string, after: string): string {
  const a = before.split("\n");
  const b = after.split("\n");
  return hunks(changes(a, b))
    .map((hunk) => hunkText(hunk, a, b))
    .join("");
}
