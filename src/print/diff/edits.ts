/** One line of two texts set side by side. */
export interface Edit {
  readonly op: "keep" | "remove" | "add";
  readonly line: string;
}

function extendedFrom(furthest: ReadonlyMap<number, number>, k: number, d: number): number {
  const below = furthest.get(k - 1) ?? -1;
  const above = furthest.get(k + 1) ?? -1;
  return k === -d || (k !== d && below < above) ? above : below + 1;
}

/** The furthest points reached with each number of edits, up to the end of both texts. */
function trace(a: readonly string[], b: readonly string[]): readonly ReadonlyMap<number, number>[] {
  const steps: ReadonlyMap<number, number>[] = [];
  let furthest: ReadonlyMap<number, number> = new Map([[1, 0]]);
  for (let d = 0; d <= a.length + b.length; d++) {
    steps.push(furthest);
    const next = new Map(furthest);
    for (let k = -d; k <= d; k += 2) {
      let x = extendedFrom(furthest, k, d);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return steps;
    }
    furthest = next;
  }
  return steps;
}

/** Removals before additions within each run of changes, as diff prints them. */
function ordered(edits: readonly Edit[]): readonly Edit[] {
  const out: Edit[] = [];
  let added: Edit[] = [];
  for (const edit of edits) {
    if (edit.op === "add") added.push(edit);
    else {
      if (edit.op === "keep") {
        out.push(...added);
        added = [];
      }
      out.push(edit);
    }
  }
  return [...out, ...added];
}

/** Where a run of one operation begins that ends before `end`. */
function runStart(list: readonly Edit[], end: number): number {
  const op = list[end - 1]?.op;
  let start = end - 1;
  while (list[start - 1]?.op === op) start--;
  return start;
}

/** Moves a run of removals or additions down for as long as its first line equals the line after it, as diff does. */
function slid(list: readonly Edit[]): readonly Edit[] {
  const out = [...list];
  let end = out.length;
  while (end > 0) {
    const op = out[end - 1]?.op ?? "keep";
    const start = runStart(out, end);
    const isAlone = op !== "keep" && (out[start - 1]?.op ?? "keep") === "keep";
    const limit = isAlone ? out.length : end;
    for (let from = start, after = end; after < limit; from++, after++) {
      const [first, next] = [out[from], out[after]];
      if (first === undefined || next?.op !== "keep" || next.line !== first.line) break;
      out[from] = next;
      out[after] = first;
    }
    end = start;
  }
  return out;
}

/**
 * A shortest way from one list of lines to the other.
 * @see E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986)
 */
export function edits(a: readonly string[], b: readonly string[]): readonly Edit[] {
  const steps = trace(a, b);
  const back: Edit[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = steps.length - 1; d >= 0; d--) {
    const furthest = steps[d] ?? new Map<number, number>();
    const k = x - y;
    const isDown = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
    const previousK = isDown ? k + 1 : k - 1;
    const previousX = d === 0 ? 0 : (furthest.get(previousK) ?? 0);
    const previousY = d === 0 ? 0 : previousX - previousK;
    while (x > previousX && y > previousY) {
      back.push({ op: "keep", line: a[--x] ?? "" });
      y--;
    }
    if (d === 0) break;
    if (isDown) back.push({ op: "add", line: b[--y] ?? "" });
    else back.push({ op: "remove", line: a[--x] ?? "" });
  }
  return slid(ordered(back.reverse()));
}
