/** Parts that several objects have in common. A cache: no answer depends on it, only how fast it is given. */
const shared = new WeakSet<object>();

/**
 * Says that a part, and with it all that it holds, is met again and again, so that what is worked out of it is worth
 * remembering. Plain JSON that never changes.
 */
export function share<T extends object>(part: T): T {
  if (shared.has(part)) return part;
  shared.add(part);
  for (const member of Object.values(part) as readonly unknown[]) {
    if (typeof member === "object" && member !== null) share(member);
  }
  return part;
}

export function isShared(part: object): boolean {
  return shared.has(part);
}
