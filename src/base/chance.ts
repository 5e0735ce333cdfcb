/** 32-bit FNV-1a over UTF-16 code units. */
function mix(hash: number, text: string): number {
  let h = hash;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return Math.imul(h ^ 0xff, 16777619);
}

/** Spreads the bits of a 32-bit number; the finaliser of MurmurHash3. */
function spread(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function mixed(seed: number, facts: readonly string[]): number {
  let hash = (2166136261 ^ seed) >>> 0;
  for (const fact of facts) hash = mix(hash, fact);
  return hash;
}

/** 32 reproducible bits that depend on the seed and the facts alone, never on call order. */
export function chanceBits(seed: number, ...facts: readonly string[]): number {
  return spread(mixed(seed, facts));
}

const TAIL_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

/**
 * The tail that the API server appends to a `generateName`: five characters of its alphabet.
 * @see staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go, `String` (1.36)
 */
export function nameTail(seed: number, ...facts: readonly string[]): string {
  const hash = mixed(seed, facts);
  let tail = "";
  for (let i = 0; i < 5; i++) tail += TAIL_ALPHABET[spread(mix(hash, String(i))) % TAIL_ALPHABET.length];
  return tail;
}

/** Every byte as two hexadecimal digits. */
const BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** The lower 16 bits as four hexadecimal digits. */
function hex(bits: number): string {
  return `${BYTES[(bits >>> 8) & 255]}${BYTES[bits & 255]}`;
}

/** A reproducible UUID of version 4's shape. */
export function chanceUuid(seed: number, ...facts: readonly string[]): string {
  const hash = mixed(seed, facts);
  const word = (index: number): number => spread(mix(hash, String(index)));
  const [a, b, c, d] = [word(0), word(1), word(2), word(3)];
  const version = (b & 0xfff) | 0x4000;
  const variant = ((c >>> 16) & 0x3fff) | 0x8000;
  return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-${hex(version)}-${hex(variant)}-${hex(c)}${hex(d >>> 16)}${hex(d)}`;
}
