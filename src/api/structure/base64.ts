const ALPHABET = /[A-Za-z0-9+/]/;

function skipLineBreaks(text: string, from: number): number {
  let at = from;
  while (text[at] === "\n" || text[at] === "\r") at++;
  return at;
}

/** What is wrong from the first padding character on, after `digits` digits of its group. */
function paddingFault(text: string, at: number, digits: number): number | undefined {
  if (digits < 2) return at;
  let next = skipLineBreaks(text, at + 1);
  if (digits === 2) {
    if (next === text.length) return next;
    if (text[next] !== "=") return next - 1;
    next = skipLineBreaks(text, next + 1);
  }
  return next < text.length ? next : undefined;
}

/**
 * The offset of the first byte that makes a text no standard base64, as Go counts it; undefined when it is fine.
 * Line breaks are skipped.
 * @see encoding/base64, `Encoding.decodeQuantum`
 */
export function base64Fault(text: string): number | undefined {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (ALPHABET.test(character)) digits = (digits + 1) % 4;
    else if (character === "=") return paddingFault(text, at, digits);
    else if (character !== "\n" && character !== "\r") return at;
  }
  return digits === 0 ? undefined : text.length - digits;
}

/** Standard base64 as Go writes it, of a text that has no fault. */
export function canonicalBase64(text: string): string {
  return text.replace(/[\r\n]/g, "");
}

/** Bytes as standard base64. */
export function base64Of(bytes: Iterable<number>): string {
  let characters = "";
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters);
}

/** The text that base64 stands for; empty where it is no base64. */
export function base64Text(value: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(value), (character) => character.codePointAt(0) ?? 0));
  } catch {
    return "";
  }
}
