const LETTER = /\p{L}/u;
const DIGIT = /\p{Nd}/u;

/**
 * Compares keys as YAML output orders them: numbers within names by their value, letters behind everything else.
 * @see go.yaml.in/yaml/v2, `keyList.Less` in sorter.go
 */
export function byYamlKey(left: string, right: string): number {
  if (left === right) return 0;
  const a = Array.from(left);
  const b = Array.from(right);
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a[i] ?? "";
    const y = b[i] ?? "";
    if (x !== y) return differingAt(a, b, i);
  }
  return a.length - b.length;
}

function differingAt(a: readonly string[], b: readonly string[], i: number): number {
  const x = a[i] ?? "";
  const y = b[i] ?? "";
  const xIsLetter = LETTER.test(x);
  const yIsLetter = LETTER.test(y);
  if (xIsLetter && yIsLetter) return codeOrder(x, y);
  if (xIsLetter || yIsLetter) return yIsLetter ? -1 : 1;
  const lead = (x === "0" || y === "0") && followsNumber(a, i) ? "1" : "";
  const m = digitsFrom(a, i);
  const n = digitsFrom(b, i);
  const difference = BigInt(`${lead}${m}` || "0") - BigInt(`${lead}${n}` || "0");
  if (difference !== 0n) return difference < 0n ? -1 : 1;
  return m.length - n.length || codeOrder(x, y);
}

function codeOrder(x: string, y: string): number {
  return (x.codePointAt(0) ?? 0) - (y.codePointAt(0) ?? 0);
}

/** Whether the digits before `i` are part of a number that is not zero. */
function followsNumber(text: readonly string[], i: number): boolean {
  for (let j = i - 1; j >= 0 && DIGIT.test(text[j] ?? ""); j--) if (text[j] !== "0") return true;
  return false;
}

function digitsFrom(text: readonly string[], start: number): string {
  let end = start;
  while (end < text.length && /[0-9]/.test(text[end] ?? "")) end++;
  return text.slice(start, end).join("");
}
