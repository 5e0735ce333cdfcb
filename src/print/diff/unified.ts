import { edits, type Edit } from "./edits.ts";

const CONTEXT = 3;
const MARK = { keep: " ", remove: "-", add: "+" } as const;

interface Numbered extends Edit {
  /** Lines of either text before this one. */
  readonly before: readonly [number, number];
}

function numbered(list: readonly Edit[]): readonly Numbered[] {
  let [left, right] = [0, 0];
  return list.map((edit) => {
    const before = [left, right] as const;
    if (edit.op !== "add") left++;
    if (edit.op !== "remove") right++;
    return { ...edit, before };
  });
}

/** Stretches of the edits that hold a change and its surroundings; changes closer than twice the context share one. */
function hunks(list: readonly Numbered[]): readonly (readonly Numbered[])[] {
  const spans: [number, number][] = [];
  list.forEach(({ op }, index) => {
    if (op === "keep") return;
    const last = spans.at(-1);
    if (last !== undefined && index - CONTEXT <= last[1]) last[1] = index + 1 + CONTEXT;
    else spans.push([Math.max(0, index - CONTEXT), index + 1 + CONTEXT]);
  });
  return spans.map(([from, to]) => list.slice(from, to));
}

function range(start: number, count: number): string {
  if (count === 1) return String(start + 1);
  return `${count === 0 ? start : start + 1},${count}`;
}

function hunkText(hunk: readonly Numbered[]): string {
  const [left, right] = hunk[0]?.before ?? [0, 0];
  const removed = hunk.filter(({ op }) => op !== "add").length;
  const added = hunk.filter(({ op }) => op !== "remove").length;
  const lines = hunk.map(({ op, line }) => `${MARK[op]}${line}\n`);
  return `@@ -${range(left, removed)} +${range(right, added)} @@\n${lines.join("")}`;
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

/** The hunks of a unified difference of two texts that end in line feeds; "" where they are equal. */
export function unifiedHunks(from: string, to: string): string {
  if (from === to) return "";
  return hunks(numbered(edits(linesOf(from), linesOf(to))))
    .map(hunkText)
    .join("");
}
