const LOOP = /\bfor\s+(\w+)\s+in\s+(?:((?:\d+\s+)*\d+)|\$\(seq\s+(\d+)\s+(\d+)\)|\{(\d+)\.\.(\d+)\})\s*[;\n]/g;
/** Of longer loops, which count tries, nothing is told. */
const MOST = 32;

function numbersOf(list: string | undefined, first: number, last: number): readonly number[] {
  if (list !== undefined) return list.split(/\s+/).map(Number);
  return Array.from({ length: Math.min(MOST + 1, Math.max(0, last - first + 1)) }, (_, index) => first + index);
}

/** A script with what its loops over numbers make of a word: `db-$i.db` is `db-0.db db-1.db` in `for i in 0 1`. */
export function unrolled(script: string): string {
  if (!script.includes("for ")) return script;
  let text = script;
  for (const [, name = "", list, first = list, last = list, from = first, to = last] of script.matchAll(LOOP)) {
    const numbers = numbersOf(list, Number(from), Number(to));
    if (numbers.length > MOST) continue;
    const word = new RegExp(`([\\w.-]+-)\\$(?:${name}\\b|\\{${name}\\})(\\.[\\w.:-]*)`, "g");
    text = text.replace(word, (_all, before: string, after: string) =>
      numbers.map((number) => `${before}${number}${after}`).join(" "),
    );
  }
  return text;
}
