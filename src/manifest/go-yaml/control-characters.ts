const FORBIDDEN = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\ud800-\udfff]/;

/** go-yaml decodes its input in blocks of so many bytes, and a bad character fails the moment its block is read. */
const BLOCK_BYTES = 512;

/** A control character in a text and the offset from which on go-yaml notices it. */
export interface ControlCharacter {
  readonly offset: number;
  readonly noticedFrom: number;
}

/** The first character that go-yaml refuses with `control characters are not allowed`. */
export function firstControlCharacter(text: string): ControlCharacter | undefined {
  const offset = text.search(FORBIDDEN);
  if (offset === -1) return undefined;
  const bytes = new TextEncoder().encode(text.slice(0, offset)).length;
  return { offset, noticedFrom: Math.max(0, offset - (bytes % BLOCK_BYTES) - 4) };
}
