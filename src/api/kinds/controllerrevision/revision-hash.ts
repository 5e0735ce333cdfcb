const ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
const encoder = new TextEncoder();

/** 32-bit FNV-1 of bytes. */
function fnv1(bytes: Uint8Array): number {
  let hash = 2166136261;
  for (const byte of bytes) hash = Math.imul(hash, 16777619) ^ byte;
  return hash >>> 0;
}

/**
 * The hash in a ControllerRevision's name.
 * @param data The revision's data as compact JSON with sorted keys.
 * @param collisionCount Appended in decimal, also when it is 0.
 * @see pkg/controller/history/controller_history.go, `HashControllerRevision`;
 *   staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go, `SafeEncodeString` (1.36)
 */
export function revisionHash(data: string, collisionCount: number): string {
  const sum = fnv1(encoder.encode(`${data}${collisionCount}`));
  return Array.from(String(sum), (digit) => ALPHABET[digit.charCodeAt(0) % ALPHABET.length]).join("");
}

/** Bytes of the owner's name that a revision's name keeps. */
const PREFIX_BYTES = 223;

/** @see pkg/controller/history/controller_history.go, `ControllerRevisionName` (1.36) */
export function revisionName(owner: string, hash: string): string {
  return `${owner.slice(0, PREFIX_BYTES)}-${hash}`;
}
