const LONGEST = 201;

/** By its code, what a character may do in a plain key: 1 begin it, 2 stand behind its beginning. */
const ROLES = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z_]/.test(character) ? 1 : /[\d./-]/.test(character) ? 2 : 0;
});

/**
 * Where a plain key ends that begins at an offset: at a colon with a blank or a line break behind it. -1 where no key of
 * letters, digits and `_./-` stands.
 */
export function plainKeyEnd(text: string, at: number): number {
  if (ROLES[text.charCodeAt(at)] !== 1) return -1;
  let end = at + 1;
  while ((ROLES[text.charCodeAt(end)] ?? 0) !== 0) end++;
  if (text.charCodeAt(end) !== 58 || end - at > LONGEST) return -1;
  const next = text.charCodeAt(end + 1);
  return next === 32 || next === 10 ? end : -1;
}

/** Names that were read before, at a place that follows from their ends and length: another takes it over. */
const names: string[] = Array.from({ length: 1024 }, () => "");

/** The very text that V8 has as the name of properties, so that storing under it needs no search for it. */
function asName(text: string): string {
  return Object.keys({ [text]: true })[0] ?? text;
}

/** A stretch of a text as a name of a member. The names of manifests are few. */
export function nameIn(text: string, start: number, end: number): string {
  const length = end - start;
  const place =
    (text.charCodeAt(start) * 31 +
      text.charCodeAt(end - 1) * 7 +
      text.charCodeAt(start + (length >> 1)) * 131 +
      length * 17) &
    1023;
  const known = names[place] ?? "";
  if (known.length === length && text.startsWith(known, start)) return known;
  return (names[place] = asName(text.slice(start, end)));
}
