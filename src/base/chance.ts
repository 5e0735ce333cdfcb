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

/** 32 reproducible bits that depend on the seed and the facts alone, never on call order. */
export function chanceBits(seed: number, ...facts: readonly string[]): number {
  let hash = (2166136261 ^ seed) >>> 0;
  for (const fact of facts) hash = mix(hash, fact);
  return spread(hash);
}

const TAIL_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

/**
 * The tail that the API server appends to a `generateName`: five characters of its alphabet.
 * @see staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go, `String` (1.36)
 */
export function nameTail(seed: number, ...facts: readonly string[]): string {
  let tail = "";
  for (let i = 0; i < 5; i++) tail += TAIL_ALPHABET[chanceBits(seed, ...facts, String(i)) % TAIL_ALPHABET.length];
  return tail;
}

/** A reproducible UUID of version 4's shape. */
export function chanceUuid(seed: number, ...facts: readonly string[]): string {
  let hex = "";
  for (let i = 0; i < 4; i++)
    hex += chanceBits(seed, ...facts, String(i))
      .toString(16)
      .padStart(8, "0");
  const variant = "89ab"[Number.parseInt(hex[16] ?? "0", 16) % 4];
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return [...groups, hex.slice(20)].join("-");
}
