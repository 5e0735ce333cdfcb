/**
 * The value without members that are null, which Go's decoder takes as absent. Elements of lists are kept, and so is
 * the identity of whatever has no null in it.
 */
export function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const rest = items.map(withoutNulls);
    return rest.every((item, index) => item === items[index]) ? value : rest;
  }
  let changed = false;
  const entries: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const rest = withoutNulls(member);
    changed ||= member === null || rest !== member;
    if (member !== null) entries.push([name, rest]);
  }
  return changed ? Object.fromEntries(entries) : value;
}
