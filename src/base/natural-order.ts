function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Where the digits that begin at a place end. */
function digitsEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** Compares texts so that numbers in them count: `web-2` before `web-10`, 10.0.9.1 before 10.0.10.1. */
export function byNumbers(a: string, b: string): number {
  let at = 0;
  let other = 0;
  while (at < a.length && other < b.length) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(other)];
    if (!isDigit(x) || !isDigit(y)) {
      if (x !== y) return x - y;
      at++;
      other++;
      continue;
    }
    const [end, otherEnd] = [digitsEnd(a, at), digitsEnd(b, other)];
    const difference = Number(a.slice(at, end)) - Number(b.slice(other, otherEnd)) || end - at - (otherEnd - other);
    if (difference !== 0) return difference;
    at = end;
    other = otherEnd;
  }
  return a.length - at - (b.length - other);
}
